"""A file that was not uploaded: the page says the true cause in its language, and what to do helps."""

import pytest
from playwright.sync_api import Page, Route, expect

from layers.catalogue.entries import Lang
from layers.i18n.messages import say
from tests.browser.server import AppServer
from tests.browser.visitor import Watch, settle

UPLOADS = "**/_stcore/upload_file/**"
SMALL = {"name": "small.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
BOX = '.st-key-own-panel [data-testid="stFileUploader"]'
HEARD = f'{BOX} [role="alert"]'
SEEN = "e => getComputedStyle(e, '::after').content"


def open_box(page: Page, server: AppServer, lang: Lang) -> None:
    page.goto(f"{server.url}/indicators?lang={lang}")
    settle(page)
    page.locator(".st-key-own-panel summary").click()


def choose(page: Page, *files: dict[str, object]) -> None:
    page.locator('.st-key-own-panel input[type="file"]').set_input_files(list(files) or [SMALL])


def is_said(page: Page, sentence: str) -> None:
    expect(page.locator(BOX)).to_have_attribute("data-fault", sentence)
    assert page.locator(BOX).evaluate(SEEN) == f'"{sentence}"'
    expect(page.locator(HEARD)).to_have_text(sentence)


@pytest.mark.parametrize(
    ("status", "key"),
    [
        (400, "unknown_session"),
        (403, "refused"),
        (404, "unknown_session"),
        (413, "too_large_for_proxy"),
        (418, "failed_status"),
        (429, "too_often"),
        (500, "server"),
        (502, "server"),
        (0, "network"),
    ],
)
def test_the_true_cause_is_said(server: AppServer, page: Page, watch: Watch, status: int, key: str) -> None:
    def answer(route: Route) -> None:
        if status:
            route.fulfill(status=status)
        else:
            route.abort()

    watch.allow(rf"status of {status}|status {status}|AxiosError|ERR_FAILED")
    lang: Lang = "en" if status % 2 else "zh"
    page.route(UPLOADS, answer)
    open_box(page, server, lang)
    choose(page)
    is_said(page, say(f"uploads.{key}", lang, limit=50, status=status))


def test_no_cookie_is_needed(server: AppServer, page: Page) -> None:
    open_box(page, server, "zh")
    page.context.clear_cookies()
    with page.expect_response(UPLOADS) as answered:
        choose(page)
    assert answered.value.ok


def test_a_sentence_follows_the_language(server: AppServer, page: Page, watch: Watch) -> None:
    watch.allow("status of 502|status 502|AxiosError")
    page.route(UPLOADS, lambda route: route.fulfill(status=502))
    open_box(page, server, "zh")
    choose(page)
    is_said(page, say("uploads.server", "zh", status=502))
    page.evaluate("""() => {
        const mark = document.querySelector("i.om");
        mark.dataset.s = mark.dataset.s.replace("zh", "en");
    }""")
    is_said(page, say("uploads.server", "en", status=502))
    page.locator(f'{BOX} [data-testid="stFileChipDeleteBtn"] button').click()
    expect(page.locator(f"{BOX}[data-fault]")).to_have_count(0)
