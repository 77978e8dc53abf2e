"""What did not come on the web: entered, split and gathered by staff; the page of a letter for everybody."""

from django.urls import path

from consultation.views import channels, splitting, submissions, undelivered
from consultation.views.public import letters

VERSION = "policies/<slug:slug>/v/<int:version>"
CONSULTATION = "staff/consultations/<slug:slug>"
SUBMISSION = f"{CONSULTATION}/submissions/<int:number>"

urlpatterns = [
    path(f"{VERSION}/letters/<int:number>/", letters.letter, name="letter"),
    path(f"{CONSULTATION}/submissions/new/", submissions.submission_enter, name="submission-enter"),
    path(f"{SUBMISSION}/", submissions.submission, name="submission"),
    path(f"{SUBMISSION}/receipt/", submissions.submission_receipt, name="submission-receipt"),
    path(f"{SUBMISSION}/original/", submissions.submission_original, name="submission-original"),
    path(f"{SUBMISSION}/original/<int:attachment>/", submissions.submission_file, name="submission-file"),
    path(f"{SUBMISSION}/split/", splitting.submission_split, name="submission-split"),
    path(f"{SUBMISSION}/withdraw/<int:comment>/", splitting.comment_withdraw, name="comment-withdraw"),
    path(f"{CONSULTATION}/undelivered/", undelivered.undelivered, name="undelivered"),
    path(f"{CONSULTATION}/channels/", channels.channels, name="channels"),
    path(f"{CONSULTATION}/channels/<int:feed>/end/", channels.channel_end, name="channel-end"),
    path(f"{CONSULTATION}/channels/entries/<int:entry>/", channels.channel_entry, name="channel-entry"),
]
