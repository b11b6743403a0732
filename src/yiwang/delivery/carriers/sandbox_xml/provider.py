# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A played carrier that speaks as many in China do: XML in a form, with an MD5 digest.

The digest is Base64(MD5(xml + key)); with the key at the end nobody can lengthen a message that
they have seen. It is weaker than an HMAC all the same: only ever over TLS.
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import md5
from typing import Final
from urllib.parse import parse_qs, urlencode
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.delivery.carriers.base import Forged, Reply, Report, Unreadable, check_fresh
from yiwang.delivery.carriers.playing import Envelope, PlayedCarrier
from yiwang.delivery.carriers.registry import register
from yiwang.delivery.enums import FailReason, Happening, Proof, SignedBy

FIELD, DIGEST = "logistics_interface", "data_digest"
TIME: Final = "%Y-%m-%d %H:%M:%S"
MOST_TRACES = 100
CODES: Final = {
    "GOT": Happening.COLLECT,
    "TRANSIT": Happening.MOVE,
    "SENT_SCAN": Happening.GO_OUT,
    "FAILED": Happening.FAIL,
    "STAY_IN_STATION": Happening.STORE,
    "SIGNED": Happening.RECEIVE,
    "RETURN": Happening.TURN_BACK,
    "RETURN_SIGNED": Happening.BRING_BACK,
    "LOST": Happening.LOSE,
    "DAMAGED": Happening.DAMAGE,
}
CODE_OF: Final = {happening: code for code, happening in CODES.items()}


@register("sandbox-xml")
class XmlSandbox(PlayedCarrier):
    """Reports in XML within a form; whoever takes a parcel in signs for it."""

    title = _("钱塘速递（演示）")
    letter = "QT"
    prices = (1000, 300)
    proof = Proof.SIGNATURE

    def envelope(self, reports: Sequence[Report], *, at: datetime) -> Envelope:
        root = Element("TraceRequest")
        SubElement(root, "sent").text = timezone.localtime(at).strftime(TIME)
        for report in reports:
            _write(SubElement(root, "trace"), report)
        xml = tostring(root, encoding="unicode")
        body = urlencode({FIELD: xml, DIGEST: self._digest(xml), "msg_type": "TRACEPUSH"})
        return Envelope({"Content-Type": "application/x-www-form-urlencoded"}, body.encode())

    def verify(self, headers: Mapping[str, str], body: bytes, *, at: datetime) -> None:
        xml, digest = _form(body)
        if not hmac.compare_digest(digest.encode(), self._digest(xml).encode()):
            raise Forged
        try:
            sent = _moment(_tree(xml).findtext("sent", ""))
        except Unreadable:
            raise Forged from None  # a signature without its time proves nothing about today
        check_fresh(sent, at=at)

    def parse(self, headers: Mapping[str, str], body: bytes) -> Sequence[Report]:
        xml, _digest = _form(body)
        traces = _tree(xml).findall("trace")
        if not 0 < len(traces) <= MOST_TRACES:
            raise Unreadable
        try:
            return [_read(trace) for trace in traces]
        except (KeyError, ValueError) as error:
            raise Unreadable from error

    def reply(self) -> Reply:
        return Reply(b"<Response><success>true</success></Response>", "text/xml; charset=utf-8")

    def _digest(self, xml: str) -> str:
        made = md5(xml.encode() + self.secret.hex().encode(), usedforsecurity=False)
        return base64.b64encode(made.digest()).decode()


def _form(body: bytes) -> tuple[str, str]:
    try:
        fields = parse_qs(body.decode("ascii"), strict_parsing=True, max_num_fields=10)
        return fields[FIELD][0], fields[DIGEST][0]
    except (ValueError, KeyError):
        raise Forged from None


def _tree(xml: str) -> Element:
    try:
        root: Element = fromstring(xml, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Unreadable from error
    return root


def _moment(text: str) -> datetime:
    try:
        naive = datetime.strptime(text, TIME)  # noqa: DTZ007 - the carrier's clock is China's
    except ValueError as error:
        raise Unreadable from error
    return timezone.make_aware(naive)


def _write(trace: Element, report: Report) -> None:
    values = {
        "id": report.event_id,
        "mailNo": report.waybill,
        "opCode": CODE_OF[report.happening],
        "time": timezone.localtime(report.happened_at).strftime(TIME),
        "site": report.place,
        "remark": report.note,
        "reason": report.reason.value if report.reason else "",
        "signer": report.signed_by.value if report.signed_by else "",
        "code": report.code,
    }
    for name, value in values.items():
        SubElement(trace, name).text = value


def _read(trace: Element) -> Report:
    def text(name: str, longest: int) -> str:
        found = trace.findtext(name) or ""
        if len(found) > longest or not all(sign.isprintable() for sign in found):
            raise Unreadable
        return found

    if not (text("mailNo", 40) and text("id", 80)):
        raise Unreadable
    happening = CODES[text("opCode", 20)]
    reason, signer = text("reason", 20), text("signer", 20)
    is_received = happening is Happening.RECEIVE
    code = text("code", 12)
    return Report(
        waybill=text("mailNo", 40),
        event_id=text("id", 80),
        happening=happening,
        happened_at=_moment(text("time", 20)),
        place=text("site", 100),
        note=text("remark", 200),
        reason=FailReason(reason) if reason else None,
        signed_by=SignedBy(signer) if signer else None,
        proof=(Proof.CODE if code else Proof.SIGNATURE) if is_received else None,
        code=code,
    )
