"""Which photographs public pages show, told to those who keep them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.fields import StreamField

from commission.pages.blocks.public import PhotographBlock
from commission.pages.gone import page_models


def photographs_shown(photographs: Collection[UUID]) -> set[UUID]:
    """Those of the photographs that stand in the text of a public page; a query a type of page."""
    wanted = {str(one) for one in photographs}
    found: set[str] = set()
    for model in page_models():
        names = [one.name for one in model._meta.get_fields() if isinstance(one, StreamField)]
        if not names:
            continue
        asked = Q()
        for name in names:
            for one in wanted:
                asked |= Q(**{f"{name}_as_text__contains": one})
        texts = {f"{name}_as_text": Cast(name, TextField()) for name in names}
        for page in model._default_manager.filter(live=True).annotate(**texts).filter(asked):
            found |= {
                child.value
                for stream in page.streams()
                for child in stream
                if isinstance(child.block, PhotographBlock) and child.value
            }
    return {UUID(one) for one in found & wanted}
