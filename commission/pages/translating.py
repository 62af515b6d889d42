"""A translation of a page: a page of its own below the home page of its language."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale

from commission.accounts.models import User
from commission.pages.editors import editors_allow
from media.refusal import Refused


@transaction.atomic
def page_translate(*, page: Any, locale: Locale, by: User) -> Any:
    """A draft of a translation, with the texts of the original to be written over.

    What the original quotes is quoted there too. Raises Refused for whoever may not add a page
    there, where there is a translation into that language, where the page is one itself, and where
    the page above has none.
    """
    if page.translated_from_id is not None:
        raise Refused("translation", _("Translate the original, not a translation of it."))
    if page.has_translation(locale):
        raise Refused("translated", _("There is a translation into this language already."))
    above = page.get_parent()
    parent = above if above.is_root() else above.get_translation_or_none(locale)
    if parent is None:
        raise Refused("above", _("Translate the page above this one first."))
    parent = parent.specific
    if not parent.permissions_for_user(by).can_add_subpage():
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )
    slug = f"{page.slug}-{locale.language_code}" if above.is_root() else page.slug
    copy = page.get_latest_revision_as_object().copy(
        to=parent,
        update_attrs={"locale": locale, "slug": find_available_slug(parent, slug)},
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        log_action="wagtail.copy_for_translation",
    )
    copy.translated_from, copy.texts, copy.owner = page, "", by
    copy.save()
    copy.save_revision(user=by)
    if above.is_root():
        editors_allow()
    return copy
