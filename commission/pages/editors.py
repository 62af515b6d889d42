"""Where editors write: everything below the home pages, and nothing else of the tree."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission

from commission.pages.models import HomePage

EDITORS = "editor"
MAY = ("add_page", "change_page")


@transaction.atomic
def editors_allow() -> None:
    """Let the group of editors add and change pages below each home page. Harmless twice.

    Nothing happens where there is no home page, or no such group yet: whoever makes one of them
    asks again.
    """
    group = Group.objects.filter(name=EDITORS).first()
    if group is None:
        return
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=MAY)
    for home in HomePage.objects.all():
        for right in rights:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=home.pk, permission=right
            )
