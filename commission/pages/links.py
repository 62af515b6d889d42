"""Links to pages in running text: to where somebody may read them, or nowhere."""

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.rich_text.pages import PageLinkHandler

from commission.pages.standing import in_language, pages_public, path_in, specific


class PublicPageLinks(PageLinkHandler):
    """In place of Wagtail's own, which tells the addresses of drafts, and of no page without a
    site in its table.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """The beginnings of the links; one to what is not public leads nowhere."""
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        paths = _paths({int(key) for key in keys if key.isdecimal()})
        return [format_html('<a href="{}">', paths[key]) if key in paths else "<a>" for key in keys]


def _paths(keys: set[int]) -> dict[str, str]:
    """Where those of the pages that are public are read, in the language of the moment if it is."""
    language = str(get_language())
    public = pages_public(at=timezone.now())
    linked = dict(public.filter(pk__in=keys).values_list("pk", "translation_key"))
    if not linked:
        return {}
    rows = specific(public.filter(translation_key__in=set(linked.values())).order_by("pk"))
    read = {row.translation_key: row for row in in_language(rows, language)}
    return {str(pk): path_in(read[said], language) for pk, said in linked.items()}
