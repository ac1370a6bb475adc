"""Certificates that no browser may accept, made anew for every session."""

import base64
import datetime
import hashlib
import ssl
from collections.abc import Iterable, Sequence
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

KINDS = ("tls-expired", "tls-self-signed", "tls-wrong-host", "tls-incomplete-chain")
SOUND = "tls-unknown-authority"
"""Nothing is wrong with it for who trusts `AUTHORITY`. The browser does not."""
AUTHORITY = "authority.pem"
TRUSTED = "trusted-"
"""Sites whose certificate the browser is told to accept: what they do wrong comes after it."""
TRUSTED_KEY = "trusted.spki"
"""Holds the digest of their key, as Chromium wants it."""
Key = ec.EllipticCurvePrivateKey
_NOW = datetime.datetime.now(datetime.UTC)
_DAY = datetime.timedelta(days=1)


def server_contexts(folder: Path, domain: str, sites: Iterable[str]) -> dict[str, ssl.SSLContext]:
    """By host, each with the certificate that the host is named after; the first one finds the others. The
    root goes to `folder`, and the digest of the key of the trusted ones among `sites`."""
    root_key, root = _authority("Hostile root", None, None)
    inner_key, inner = _authority("Hostile intermediate", root_key, root)
    contexts = {}
    (folder / AUTHORITY).write_bytes(root.public_bytes(serialization.Encoding.PEM))
    for kind in (*KINDS, SOUND):
        host = f"annan{domain}" if kind == "tls-wrong-host" else f"{kind}{domain}"
        until = _NOW - _DAY if kind == "tls-expired" else _NOW + 90 * _DAY
        key = ec.generate_private_key(ec.SECP256R1())
        if kind == "tls-self-signed":
            leaf, chain = _leaf(host, key, until, None, key), []
        else:
            leaf = _leaf(host, key, until, inner, inner_key)
            chain = [] if kind == "tls-incomplete-chain" else [inner, root]
        contexts[f"{kind}{domain}"] = _context(folder / f"{kind}.pem", key, [leaf, *chain])
    key = ec.generate_private_key(ec.SECP256R1())
    leaf = _leaf(f"*{domain}", key, _NOW + 90 * _DAY, inner, inner_key)
    (folder / TRUSTED_KEY).write_text(_digest(key))
    for name in (one for one in sites if one.startswith(TRUSTED)):
        context = _context(folder / f"{name}.pem", key, [leaf, inner, root])
        context.set_alpn_protocols(["h2"] if "http2" in name else ["http/1.1"])
        contexts[f"{name}{domain}"] = context
    default = next(iter(contexts.values()))

    def by_name(connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = contexts.get(name or "", default)

    default.sni_callback = by_name
    return contexts


def _digest(key: Key) -> str:
    public = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(public).digest()).decode()


def _context(path: Path, key: Key, chain: Sequence[x509.Certificate]) -> ssl.SSLContext:
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _authority(
    name: str, signer: Key | None, issuer: x509.Certificate | None
) -> tuple[Key, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    return key, _signed(name, key, _NOW + 90 * _DAY, issuer, signer or key, None)


def _leaf(
    host: str, key: Key, until: datetime.datetime, issuer: x509.Certificate | None, signer: Key
) -> x509.Certificate:
    return _signed(host, key, until, issuer, signer, host)


def _signed(
    name: str,
    key: Key,
    until: datetime.datetime,
    issuer: x509.Certificate | None,
    signer: Key,
    host: str | None,
) -> x509.Certificate:
    """A leaf for `host`, an authority without."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(issuer.subject if issuer else _name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_NOW - 30 * _DAY)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
    )
    if host:
        builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    return builder.sign(signer, hashes.SHA256())
