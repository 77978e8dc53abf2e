"""Every address of the site: each app's own, sign-in, the technicians' admin, the watchers' two."""

from allauth.account import views as account
from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from config.health import healthz, readyz

# One door in: the admin's own would know neither rate limits nor the one answer for all.
admin.site.login = secure_admin_login(admin.site.login)

# Only these doors of allauth are mounted: nobody signs up, addresses are kept by administrators.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/change/", account.password_change, name="account_change_password"),
    # Where allauth sends who has no password yet: the same way by mail as for a lost one.
    path("password/set/", RedirectView.as_view(pattern_name="account_reset_password"), name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
]

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("", include("organisation.urls")),
    # The installation's own language has the plain addresses, the other a prefix, so that links keep it.
    *i18n_patterns(
        path("accounts/", include(accounts)),
        *([path("", include("demo.urls"))] if settings.DEMO else []),
        path("", include("drafts.urls")),
        path("", include("consultation.urls")),
        prefix_default_language=False,
    ),
]
