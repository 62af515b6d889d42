"""Registers what hearings give to the packages below: called once, when Django has its models."""


def public_ready() -> None:
    """Search, the rows on the pages of testimonies, and who is told when a hearing changes."""
    from archive.reading.backlinks import backlinks_register
    from commission.hearings.backlinks import backlinks
    from commission.hearings.models import Hearing
    from commission.hearings.search_kind import HEARINGS
    from commission.review.telling import public_register
    from search.kinds import kind_register

    backlinks_register(backlinks)
    kind_register(HEARINGS)
    public_register(Hearing, HEARINGS.told)
