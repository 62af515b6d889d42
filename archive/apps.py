from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"

    def ready(self) -> None:
        from archive.ledger import checks, triggers  # noqa: F401

        triggers.connect(sender=self)

        from archive.research.selectors import audiences_of
        from search.readers import audiences_register

        audiences_register(audiences_of)

        from archive.holds.work import runner_register_holds

        runner_register_holds()

        from archive.edition import search_kind  # noqa: F401
        from archive.publishing.work import runners_register

        runners_register()

        from archive.testimony.shapes import runner_register_shapes

        runner_register_shapes()

        from archive.transcription.work import transcription_run_one
        from media.runners import runner_register

        runner_register("transcription", transcription_run_one)
