"""The form of a hearing."""

from typing import Any

from commission.findings.models import Finding
from commission.findings.writing import OwnWordsForm
from commission.recommendations.models import Recommendation


class HearingForm(OwnWordsForm):
    """What rests on a hearing is chosen among originals."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in (("findings", Finding), ("recommendations", Recommendation)):
            if name in self.fields:
                field: Any = self.fields[name]
                field.queryset = model.objects.originals()
