"""The installation itself: the operator's desk, and signing in (allauth)."""

from __future__ import annotations

from tests.access import EVERYONE, OPERATOR, SIGNED_IN, Row

_DESK = {name: Row(OPERATOR) for name in ("desk:letters", "desk:jobs", "desk:minute")}

# Everyone may try to sign in; who has is sent on.
_DOOR = {
    name: Row(EVERYONE)
    for name in (
        "account_login",
        "account_logout",
        "account_signup",
        "account_inactive",
        "account_email_verification_sent",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
        "account_confirm_login_code",
        "mfa_authenticate",
        "mfa_login_webauthn",
    )
}
_LINKS = {
    "account_confirm_email": Row(EVERYONE, args=lambda cast: {"key": "a-key-nobody-has"}),
    "account_reset_password_from_key": Row(EVERYONE, args=lambda cast: {"uidb36": "1", "key": "none"}),
}

_OWN = {
    name: Row(SIGNED_IN)
    for name in (
        "account_email",
        "account_change_password",
        "account_set_password",
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
    )
}
_HABITS = {
    "account_habits": [Row(SIGNED_IN), Row(SIGNED_IN, method="post", data={"months": "house", "digits": "arabic"})]
}
_KEYS = {
    "mfa_deactivate_totp": Row(SIGNED_IN, own=True),
    "mfa_view_recovery_codes": Row(SIGNED_IN, own=True),
    "mfa_download_recovery_codes": Row(SIGNED_IN, own=True),
    "mfa_remove_webauthn": Row(SIGNED_IN, args=lambda cast: {"pk": 1}),
    "mfa_edit_webauthn": Row(SIGNED_IN, args=lambda cast: {"pk": 1}),
}

ROWS = {**_DESK, **_DOOR, **_LINKS, **_OWN, **_HABITS, **_KEYS}
