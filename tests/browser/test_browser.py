"""The browser tests would notice: what is wrong on a page comes out."""

from __future__ import annotations

from playwright.sync_api import Page

from browser import axe

GOED = "<!doctype html><html lang=nl><title>Proef</title><main><h1>Proef</h1>{}</main></html>"


def test_axe_noemt_een_veld_zonder_label_en_te_weinig_contrast(pagina: Page) -> None:
    pagina.set_content(GOED.format("<input><p style='color: #ccc'>Te licht</p>"))
    assert {fout.split(": ")[1].split(" ")[0] for fout in axe(pagina)} == {"label", "color-contrast"}


def test_axe_heeft_niets_te_zeggen_over_een_goede_pagina(pagina: Page) -> None:
    pagina.set_content(GOED.format("<label>Naam <input></label>"))
    assert axe(pagina) == []


def test_een_pagina_zonder_javascript_draait_er_geen(zonder_javascript: Page) -> None:
    zonder_javascript.set_content(GOED.format("<script>document.title = 'Gelopen'</script>"))
    assert zonder_javascript.title() == "Proef"
