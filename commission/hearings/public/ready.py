"""Registers what hearings give to the packages below: called once, when Django has its models."""


def public_ready() -> None:
    """Search, pictures, the map of the site, and the rows on the pages of what it rests with."""
    from archive.reading.backlinks import backlinks_register
    from archive.reading.feeds import sitemap_register
    from commission.hearings.backlinks import backlinks, heard
    from commission.hearings.models import Hearing
    from commission.hearings.search_kind import HEARINGS
    from commission.hearings.selectors import hearing_public
    from commission.hearings.sharing import facts_of
    from commission.hearings.sitemap import addresses
    from commission.review.outcomes import outcomes_register
    from commission.review.telling import public_register
    from commission.sharing.pictures import picture_register
    from search.kinds import kind_register

    backlinks_register(backlinks)
    outcomes_register(heard)
    kind_register(HEARINGS)
    public_register(Hearing, HEARINGS.told)
    picture_register("hearings", public=hearing_public, facts_of=facts_of, model=Hearing)
    sitemap_register(addresses)
