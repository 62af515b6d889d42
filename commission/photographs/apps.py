from django.apps import AppConfig


class PhotographsConfig(AppConfig):
    name = "commission.photographs"
    verbose_name = "Photographs"

    def ready(self) -> None:
        from archive.publishing.sweeping import copies_register
        from commission.photographs.selectors import copies_kept

        copies_register(copies_kept)
