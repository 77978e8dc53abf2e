"""Settings and people, for technicians; officials have pages of their own."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from organisation.permissions import can_administer

from .models import Event, Municipality, OutgoingMail, Role, Unit, User


class Kept:
    """What a technician may change, an administrator among the technicians may too: settings and people."""

    def _may(self, request, known: bool) -> bool:
        return known or (request.user.is_active and request.user.is_staff and can_administer(request.user))

    def has_module_permission(self, request) -> bool:
        return self._may(request, super().has_module_permission(request))

    def has_view_permission(self, request, obj=None) -> bool:
        return self._may(request, super().has_view_permission(request, obj))

    def has_add_permission(self, request, *obj) -> bool:
        return self._may(request, super().has_add_permission(request, *obj))

    def has_change_permission(self, request, obj=None) -> bool:
        return self._may(request, super().has_change_permission(request, obj))


class RoleInline(Kept, admin.TabularInline):
    """A person's roles."""

    model = Role
    extra = 1

    def has_delete_permission(self, request, obj=None) -> bool:
        return self._may(request, super().has_delete_permission(request, obj))


class ReadOnly(admin.ModelAdmin):
    """For looking up, never for changing."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(User)
class PersonAdmin(Kept, UserAdmin):
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

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        """Only a technician with every permission makes another one."""
        return [] if request.user.is_superuser else ["is_staff", "is_superuser"]

    def has_change_permission(self, request, obj=None) -> bool:
        """An administrator changes no technician, whose password would open everything."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Municipality)
class MunicipalityAdmin(Kept, admin.ModelAdmin):
    """The one row of settings."""

    def has_add_permission(self, request) -> bool:
        return not Municipality.objects.exists()

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(Unit)
class UnitAdmin(Kept, admin.ModelAdmin):
    search_fields = ["name"]


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnly):
    """What waits, what was sent, what could not be."""

    list_display = ["written_at", "recipient", "subject", "state", "attempts", "last_error"]
    list_filter = ["state"]
    exclude = ["text", "unsubscribe"]


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ["at", "verb", "actor", "chain"]
    list_filter = ["verb"]
