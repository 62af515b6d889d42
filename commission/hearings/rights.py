"""Who may do what at a hearing, beside writing and approving it, which `review` asks.

| act | right | who may not |
| --- | --- | --- |
| link a testimony, say who a cipher is | `archive.take_testimony`, `archive.see_identity` | |
| place an order, cover more with it | `hearings.place_order` | |
| lift an order | `hearings.lift_order` | who placed it |
| read the text of an order | `hearings.read_order` | |
| confirm a release | `hearings.confirm_release` | who linked it, who approved its edition |
| take a confirmation back | `hearings.confirm_release` | |

What narrows needs one person; what opens needs a second one, as everywhere in the vault. A
commissioner lifts and does not place; whoever places orders also confirms releases, because neither
of the two opens what the other closed.
"""

from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _

from media.refusal import Refused

LINK = "archive.take_testimony"
IDENTITY = "archive.see_identity"
PLACE = "hearings.place_order"
LIFT = "hearings.lift_order"
READ = "hearings.read_order"
CONFIRM = "hearings.confirm_release"


def require(by: AbstractUser, *rights: str) -> None:
    """Raises Refused for whoever does not hold all of these rights."""
    if not all(by.has_perm(right) for right in rights):
        raise Refused(
            "not_allowed", _("Your role does not include this. An administrator can change it.")
        )
