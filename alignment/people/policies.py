"""Who may use the addresses that are not ours: sign-in and what else django-allauth answers.

The access matrix test reads this table beside what our own views declare.
"""

#: Level by method, by the name of the address.
ACCOUNT_POLICIES: dict[str, dict[str, str]] = {
    "account_login": {"GET": "public", "POST": "public"},
    "account_logout": {"GET": "public", "POST": "public"},
    "account_inactive": {"GET": "public"},
    "account_reauthenticate": {"GET": "signed_in", "POST": "signed_in"},
    "account_email": {"GET": "signed_in", "POST": "signed_in"},
    "account_email_verification_sent": {"GET": "public"},
    "account_confirm_email": {"GET": "public", "POST": "public"},
    "account_change_password": {"GET": "signed_in", "POST": "signed_in"},
    "account_set_password": {"GET": "signed_in", "POST": "signed_in"},
    "account_reset_password": {"GET": "public", "POST": "public"},
    "account_reset_password_done": {"GET": "public"},
    "account_reset_password_from_key": {"GET": "public", "POST": "public"},
    "account_reset_password_from_key_done": {"GET": "public"},
}
