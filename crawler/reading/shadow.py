"""Open shadow roots, as a visitor sees them (method §5, ruling 39). In a document they stand as declarative
ones, `<template shadowrootmode>`: sent so by the site, or written so by the browser that rendered it."""

from lxml import etree

ROOT = "shadowrootmode"


def open_shadow_roots(root: etree._Element) -> None:
    """Makes every shadow root an ordinary part of its host, in place. What a host holds besides is seen only
    where its shadow root has a slot for it."""
    hosts = set()
    for template in list(root.iter("template")):
        host = template.getparent()
        if template.get(ROOT) is None or host is None or host in hosts:
            continue  # a host has one
        hosts.add(host)
        template.tag = "div"
        if template.find(".//slot") is not None:
            continue
        template.tail = None
        for beside in template.itersiblings():
            beside.set("hidden", "")
            beside.tail = None
