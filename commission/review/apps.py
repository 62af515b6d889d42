from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "commission.review"
    verbose_name = "Review by a second person"
