"""What everybody may read and take part in."""

from django.urls import path

from consultation.views.public import (
    about,
    answers,
    commenting,
    comparisons,
    confirmations,
    consultations,
    exports,
    front,
    papers,
    paragraphs,
    policies,
    receipts,
    reports,
    search,
    versions,
    working_drafts,
)

VERSION = "policies/<slug:slug>/v/<int:version>"
PARAGRAPH = f"{VERSION}/p/<str:number>"

urlpatterns = [
    path("", front.front, name="front"),
    path("policies/", policies.register, name="policies"),
    path("policies/<slug:slug>/", policies.policy, name="policy"),
    path("policies/<slug:slug>/compare/", comparisons.choose, name="compare-choose"),
    path("policies/<slug:slug>/compare/<int:before>/<int:after>/", comparisons.compare, name="compare"),
    path("policies/<slug:slug>/draft/", working_drafts.working_draft, name="working-draft"),
    path(f"{VERSION}/", versions.version, name="version"),
    path(f"{VERSION}.md", versions.markdown, name="version-markdown"),
    path(f"{VERSION}.pdf", papers.latest, name="version-pdf"),
    path(f"{VERSION}.<slug:ending>", exports.export, name="version-export"),
    path(f"{VERSION}/<slug:kind>.pdf", papers.edition, name="edition"),
    path(f"{VERSION}/comments/", paragraphs.whole, name="whole"),
    path(f"{VERSION}/comment/", commenting.comment_whole, name="comment-whole"),
    path(f"{PARAGRAPH}/", paragraphs.paragraph, name="paragraph"),
    path(f"{PARAGRAPH}/comment/", commenting.comment, name="comment"),
    path(f"{PARAGRAPH}/thread/", paragraphs.thread, name="thread"),
    path("consultations/<slug:slug>/", consultations.consultation, name="consultation"),
    path("consultations/<slug:slug>/report/", reports.report, name="report"),
    path("consultations/<slug:slug>/report.pdf", papers.report, name="report-pdf"),
    path("consultations/<slug:slug>/report.docx", reports.report_file, {"form": "docx"}, name="report-docx"),
    path("consultations/<slug:slug>/report.csv", reports.report_file, {"form": "csv"}, name="report-csv"),
    path("consultations/<slug:slug>/report.xlsx", reports.report_file, {"form": "xlsx"}, name="report-xlsx"),
    path("consultations/<slug:slug>/report.json", reports.report_file, {"form": "json"}, name="report-json"),
    path("confirm/<str:token>/", confirmations.confirm, name="confirm"),
    path("receipts/<uuid:key>/", receipts.receipt, name="receipt"),
    path("answers/", answers.answers, name="answers"),
    path("search/", search.search, name="search"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("about/consultations/", about.how, name="how"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
]
