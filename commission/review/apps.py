from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "commission.review"
    verbose_name = "Review by a second person"

    def ready(self) -> None:
        from commission.review.unsent import mails_of_reviews_unsent

        mails_of_reviews_unsent()
