"""Being told: by mail, and by feeds."""

from django.urls import path

from consultation.views.public import feeds, following

urlpatterns = [
    path("policies/<slug:slug>/follow/", following.follow_policy, name="follow-policy"),
    path("consultations/<slug:slug>/follow/", following.follow_consultation, name="follow-consultation"),
    path(
        "policies/<slug:slug>/v/<int:version>/p/<str:number>/follow/",
        following.follow_paragraph,
        name="follow-paragraph",
    ),
    path("following/confirm/<str:asked>/", following.confirm, name="following-confirm"),
    path("following/<str:link>/", following.following, name="following"),
    path("following/<str:link>/unsubscribe/", following.end, name="following-end"),
    path("feeds/all.atom", feeds.every, name="feed-all"),
    path("feeds/decisions.atom", feeds.decisions, name="feed-decisions"),
    path("feeds/policies/<slug:slug>.atom", feeds.policy, name="feed-policy"),
    path("feeds/consultations/<slug:slug>.atom", feeds.consultation, name="feed-consultation"),
    path("feeds/policies/<slug:slug>/p/<uuid:lineage>.atom", feeds.paragraph, name="feed-paragraph"),
]
