"""What somebody may do with an editorial page. Nobody publishes, removes or copies one by hand."""

from typing import Any

from wagtail.models import WorkflowState
from wagtail.models.pages import PagePermissionTester


class ReviewedPagePermissions(PagePermissionTester):
    """Wagtail's rights on a page, without those that go round the review; superusers too.

    Wagtail asks here at each of its addresses: the editor, the explorer, the acts on many pages at
    once, and the actions themselves.
    """

    page: Any

    def can_publish(self) -> bool:
        """Only the review does (`commission.review.publishing`); nor is anything set by a clock."""
        return False

    def can_publish_subpage(self) -> bool:
        """As above, for a page that is made and published in one go, or as an alias."""
        return False

    def can_unpublish(self) -> bool:
        """A page leaves by a decision with reasons (`commission.pages.decisions`)."""
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """What was public is kept, and so is what was decided about a draft."""
        return False

    def can_copy(self) -> bool:
        """A copy would carry what one page quotes into another, and an alias would be public."""
        return False

    def can_set_view_restrictions(self) -> bool:
        """Page privacy is no part of what is approved, so there is none."""
        return False

    def can_reorder_children(self) -> bool:
        """The order in a list says nothing that has to be approved."""
        if not self.user.is_active:
            return False
        return bool(self.user.is_superuser or "change" in self.permissions)

    def can_move(self) -> bool:
        """Drafts only: the address of what is public would change without anybody's approval.

        Nor what waits for one: whoever decides has read where it stands.
        """
        pages = self.page.get_descendants(inclusive=True)
        if not self.can_edit() or pages.filter(live=True).exists():
            return False
        keys = [str(pk) for pk in pages.values_list("pk", flat=True)]
        waiting = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
        kind = self.page.get_base_content_type()
        return not waiting.filter(base_content_type=kind, object_id__in=keys).exists()

    def can_move_to(self, destination: Any) -> bool:
        """Wagtail lets superusers move everything."""
        return self.can_move() and super().can_move_to(destination)

    def can_copy_to(self, destination: Any, recursive: bool = False) -> bool:
        """As `can_copy`."""
        return False
