from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "commission.documents"
    verbose_name = "Documents and words handed in"

    def ready(self) -> None:
        from archive.publishing.sweeping import copies_register
        from commission.documents.selectors import copies_kept

        copies_register(copies_kept)
