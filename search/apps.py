from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        """Offer the worker what it does for search."""
        from media.runners import runner_register
        from search.outbox.drain import outbox_run_one

        runner_register("search", outbox_run_one)
