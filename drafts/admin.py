"""Kinds of policies, for technicians, and a look at policies and versions."""

from django.contrib import admin

from organisation.admin import Kept, ReadOnly

from .models import DocumentType, Edition, Policy


@admin.register(DocumentType)
class DocumentTypeAdmin(Kept, admin.ModelAdmin):
    list_display = ["name", "deciding_body"]


@admin.register(Policy)
class PolicyAdmin(ReadOnly):
    list_display = ["title", "diary_number", "state", "unit"]
    list_filter = ["state", "unit"]
    search_fields = ["title", "diary_number"]


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    list_display = ["name", "kind", "state", "pages", "made_at", "problem"]
    list_filter = ["state", "kind"]
