"""What tests of the site share: pages of each kind, in one language or in two."""

from typing import Any

from wagtail.models import Page

from tests.commission.factories import locale
from tests.commission.pages.factories import home_page

PARAGRAPH = [{"type": "paragraph", "value": "<p>Nobody has to decide anything today.</p>"}]


def page(kind: type[Page], /, *, parent: Any = None, public: bool = True, **fields: Any) -> Any:
    """A page of a kind below the home page; `public=False` a draft that nobody approved."""
    home = parent or home_page()
    fields = {"title": kind.__name__, "live": False, **fields}
    made = home.add_child(instance=kind(locale=home.locale, **fields))
    revision = made.save_revision()
    if public:
        revision.publish(skip_permission_checks=True)
        made.refresh_from_db()
    return made


def homes() -> tuple[Any, Any]:
    """The home pages in English and in Spanish, which say the same."""
    home, other = home_page(), home_page("es")
    type(other).objects.filter(pk=other.pk).update(
        translation_key=home.translation_key, translated_from=home
    )
    return home, type(other).objects.get(pk=other.pk)


def translation(original: Any, *, parent: Any, public: bool = True, **fields: Any) -> Any:
    """The same page in Spanish, below a page of the Spanish tree."""
    fields = {"translation_key": original.translation_key, "translated_from": original, **fields}
    made = page(type(original), parent=parent, public=False, **fields)
    type(made).objects.filter(pk=made.pk).update(locale=locale("es"), live=public)
    return type(made).objects.get(pk=made.pk)
