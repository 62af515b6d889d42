from django.apps import AppConfig


class BlogConfig(AppConfig):
    name = "tests.bench.blog"
    label = "bench_blog"
