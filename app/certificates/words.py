"""The fixed words of certificates. `_` is gettext of the language the certificate is issued in."""

from __future__ import annotations

from collections.abc import Callable

from app.certificates.content import CertificateWords

Gettext = Callable[[str], str]


def certificate_words(_: Gettext) -> CertificateWords:
    """The words of an attendance certificate."""
    return CertificateWords(
        heading=_("Certificate of attendance"),
        presented_to=_("This certifies that"),
        took_part=_("attended"),
        sessions=_("Sessions attended"),
        title_column=_("Session"),
        time_column=_("Time"),
        services_column=_("Presented by"),
        learning_time=_("Learning time"),
        issued_by=_("Issued by"),
        issued_on=_("Issued on"),
        check=_("Check this certificate"),
        check_how=_("Scan the code, or go to this address and type the certificate’s code:"),
        code=_("Code"),
        qr_alternative=_("QR code that opens the page where this certificate can be checked"),
        no_assessment=_("This certificate states attendance. It is not an assessment."),
    )


def learning_time(minutes: int, _: Gettext) -> str:
    """The time of the sessions attended, in words: "3 h 15 min of sessions attended"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)d min of sessions attended") % {"minutes": rest}
    if not rest:
        return _("%(hours)d h of sessions attended") % {"hours": hours}
    both = {"hours": hours, "minutes": rest}
    return _("%(hours)d h %(minutes)d min of sessions attended") % both
