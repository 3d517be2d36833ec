"""What kind of device a browser says to be on, in plain words, and no more of it than that."""

DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android-toestel"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows-computer"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux-computer"),
)
# A browser names those that it is like as well: the first of these is the right one.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
UNKNOWN = "onbekend apparaat"


def device_of(user_agent: str) -> str:
    """The device and the browser: "Windows-computer, Edge". No version, and no word of its own."""
    device = next((words for mark, words in DEVICES if mark in user_agent), "")
    browser = next((words for mark, words in BROWSERS if mark in user_agent), "")
    return ", ".join(filter(None, (device, browser))) or UNKNOWN
