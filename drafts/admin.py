"""Kinds of policies, for technicians, and a look at policies and versions."""

from django.contrib import admin

from organisation.admin import Kept, ReadOnly

from .models import DocumentType, Edition, Membership, Policy


@admin.register(DocumentType)
class DocumentTypeAdmin(Kept, admin.ModelAdmin):
    list_display = ["name", "deciding_body"]


@admin.register(Membership)
class MembershipAdmin(Kept, admin.ModelAdmin):
    """Working groups: who besides those with a role for the unit has a part in a policy."""

    list_display = ["policy", "user", "kind"]
    list_select_related = ["policy", "user"]

    def has_delete_permission(self, request, obj=None) -> bool:
        return self._may(request, super().has_delete_permission(request, obj))


@admin.register(Policy)
class PolicyAdmin(ReadOnly):
    list_display = ["title", "diary_number", "state", "unit"]
    list_filter = ["state", "unit"]
    search_fields = ["title", "diary_number"]


@admin.register(Edition)
class EditionAdmin(ReadOnly):
    list_display = ["name", "kind", "state", "pages", "made_at", "problem"]
    list_filter = ["state", "kind"]
