"""What a recommendation must not say in words of its own."""

from commission.findings.quoted_by_hand import own_words_require
from commission.recommendations.recommendation.models import Recommendation


def recommendation_check(recommendation: Recommendation) -> None:
    """Asked before a recommendation waits for approval. Raises Refused: it repeats testimony."""
    own_words_require(
        (
            recommendation.title,
            recommendation.text,
            *(part.text for part in recommendation.parts.all()),
        )
    )
