"""Officials: one answer, all answers, the library of reasons, changes moved at the meeting (below /staff/)."""

from django.urls import path

from consultation.views import answering, answers, approving, library, meeting

CONSULTATION = "consultations/<slug:slug>/"
POLICY = "policies/<slug:slug>/"

urlpatterns = [
    path(f"{CONSULTATION}comments/<int:number>/answer/", answering.answer, name="answer"),
    path(f"{CONSULTATION}answers/", answers.answers_review, name="answers-review"),
    path(f"{CONSULTATION}answers/publish/", answers.answers_publish, name="answers-publish"),
    path(f"{CONSULTATION}answers/come/", answers.answers_come, name="answers-come"),
    path(f"{POLICY}approval/", approving.approval, name="approval"),
    path(f"{POLICY}meeting/", meeting.meeting, name="meeting"),
    path(f"{POLICY}meeting/take-back/", meeting.meeting_take_back, name="meeting-take-back"),
    path(f"{POLICY}meeting/<uuid:lineage>/", meeting.meeting_paragraph, name="meeting-paragraph"),
    path(f"{POLICY}meeting/<uuid:lineage>/insert/", meeting.meeting_insert, name="meeting-insert"),
    path("reasons/", library.reasons, name="reasons"),
    path("reasons/new/", library.reason_new, name="reason-new"),
    path("reasons/<int:pk>/", library.reason, name="reason"),
    path("reasons/<int:pk>/remove/", library.reason_remove, name="reason-remove"),
]
