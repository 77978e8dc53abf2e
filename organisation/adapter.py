"""How sign-in behaves here: accounts are made by administrators, and its mail goes the way of all mail."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

from organisation.domain import post


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Into the outbox: a known address is answered as fast as an unknown one, whatever the mail server does."""
        mail = self.render_mail(template_prefix, email, context | {"site_address": settings.SITE_ADDRESS})
        post.write(email, mail.subject, mail.body)
