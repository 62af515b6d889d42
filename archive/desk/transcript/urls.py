"""Addresses of the transcript editor. Testimony by id; nothing of its content stands in one."""

from django.urls import path

from archive.desk.transcript import views

one = "testimony/<uuid:testimony>/transcript/"

urlpatterns = [
    path(one, views.transcript, name="transcript"),
    path(f"{one}words/", views.words, name="transcript_words"),
    path(f"{one}save/", views.save, name="transcript_save"),
    path(f"{one}accept/", views.accept, name="transcript_accept"),
    path(f"{one}continue/", views.go_on, name="transcript_continue"),
    path(f"{one}export/", views.export, name="transcript_export"),
    path(f"{one}compare/", views.versions, name="transcript_compare"),
]
