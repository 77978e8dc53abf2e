"""Settings and people, for technicians; officials have pages of their own."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from .models import Event, Municipality, OutgoingMail, Role, Unit, User


class RoleInline(admin.TabularInline):
    """A person's roles."""

    model = Role
    extra = 1


class ReadOnly(admin.ModelAdmin):
    """For looking up, never for changing."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People are deactivated, never deleted: the history names them."""

    ordering = ["name"]
    list_display = ["name", "email", "title", "is_active"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["name", "email"]
    inlines = [RoleInline]
    fieldsets = [
        (None, {"fields": ["email", "password", "name", "title", "language"]}),
        (_("Access"), {"fields": ["is_active", "is_staff", "is_superuser"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "title", "usable_password", "password1", "password2"]}),
    ]
    filter_horizontal = []

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):
    """The one row of settings."""

    def has_add_permission(self, request) -> bool:
        return not Municipality.objects.exists()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    search_fields = ["name"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly):
    """What waits, what was sent, what could not be."""

    list_display = ["written_at", "recipient", "subject", "state", "attempts", "last_error"]
    list_filter = ["state"]
    exclude = ["text"]


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["at", "verb", "actor", "chain"]
    list_filter = ["verb"]
