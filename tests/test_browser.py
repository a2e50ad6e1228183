"""The served site in a real browser: every page a role uses, at the width of a desk and of a hand."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.site import Site, Sites

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = "chromium" in os.environ.get("CINEMAPULSE_REQUIRE", "").split()

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("browser"),
    pytest.mark.skipif(not CHROMIUM and not REQUIRED, reason="needs Chromium"),
]

WIDTHS = (1440, 390)
PAGES = {
    "": (
        "/",
        "/movies/",
        "/movies/jailer/",
        "/you/roles/",
        "/accounts/login/",
        "/accounts/signup/",
        "/help/",
        "/contact/",
    ),
    "viewer": ("/home/", "/reviews/", "/movies/leo/", "/you/"),
    "producer": ("/dashboards/producer/", "/dashboards/producer/jailer/"),
    "analyst": ("/dashboards/insight/",),
    "admin": ("/dashboards/control/", "/admin/", "/admin/feedback/feedback/"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    sites = Sites(tmp_path_factory.mktemp("site"))
    yield sites.start("--reviews", "600").wait_until_ready()
    sites.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*quiet, "--disable-component-update", "--disable-sync", "--no-sandbox"]
        )
        yield browser
        browser.close()


class Visitor:
    """A page of the browser that notes what goes wrong on it."""

    def __init__(self, browser: Browser, site: Site, width: int = 1440) -> None:
        self.base = f"http://127.0.0.1:{site.port}"
        self.page: Page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        self.wrong: list[str] = []
        # A refused inline style or script, a missing file, an exception: all of them are said on the console.
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))

    def _note(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.wrong.append(f"{said.text} {said.location.get('url', '')}")

    def open(self, path: str) -> None:
        answer = self.page.goto(self.base + path)
        assert answer is not None
        assert answer.status == 200, path

    def log_in(self, name: str) -> None:
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", f"{name}@example.com")
        self.page.fill("input[name=password]", "demo-pulse")
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("role", PAGES, ids=lambda role: role or "anonymous")
def test_each_page_opens_without_an_error_and_fits_its_width(
    browser: Browser, site: Site, role: str, width: int
) -> None:
    visitor = Visitor(browser, site, width)
    if role:
        visitor.log_in(role)
    for path in PAGES[role]:
        visitor.open(path)
        assert visitor.wrong == [], path
        assert visitor.page.locator("h1").count() == 1, path
        if not path.startswith("/admin/"):
            beyond = visitor.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert beyond <= 0, f"{path} is {beyond} px too wide"


def test_each_role_lands_on_its_own_page(browser: Browser, site: Site) -> None:
    lands = {"viewer": "/home/", "producer": "/dashboards/producer/", "analyst": "/dashboards/insight/"}
    for name, path in {**lands, "admin": "/dashboards/control/"}.items():
        visitor = Visitor(browser, site)
        visitor.log_in(name)
        assert visitor.page.url == visitor.base + path


def test_a_review_written_in_the_browser_is_on_the_film_page_and_in_its_figures(browser: Browser, site: Site) -> None:
    visitor = Visitor(browser, site)
    visitor.log_in("viewer")
    before = int(site.film("sirai")["review_count"])
    visitor.open("/movies/sirai/")
    page = visitor.page
    page.check("input[name=rating][value='4.5']", force=True)
    page.fill("textarea[name=text]", "Superb writing and honest acting. ❤️")
    page.locator("form:has(textarea[name=text]) button[type=submit]").click()
    page.wait_for_load_state()
    assert "Superb writing and honest acting." in page.content()
    assert visitor.wrong == []
    assert site.film("sirai")["review_count"] == before + 1


def test_pages_work_without_javascript(browser: Browser, site: Site) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"http://127.0.0.1:{site.port}/movies/")
    page.fill("main input[type=search]", "dune")
    page.locator("form:has(input[type=search]) button[type=submit]").first.click()
    assert page.get_by_role("link", name="Dune: Part Two").count() >= 1
    assert page.get_by_role("link", name="Barbie").count() == 0
