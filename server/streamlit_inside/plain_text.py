"""What Streamlit's Markdown makes of a text by itself, and what stands there instead: nothing.

It looks for addresses, formulas, emoji names, arrows and its own mark in the text as it will be
shown, so that no escape in front of a sign stops it (`ui.labels.plain`). Screens of ours use none
of these; a link or an icon that we mean, we write out.
"""

# The name of an icon, in a text of ours, goes on under this sign, which nobody can have typed.
ICON = "\\uE000"

PIECES: dict[str, dict[str, str]] = {
    "StreamlitMarkdown": {
        # Addresses of pages and mail, while the text is read and once more afterwards.
        "{return{text:J}}": "{return{text:{}}}",
        "transforms:[nc],": "transforms:[],",
        # Formulas between dollars.
        "if(!e.includes(`$`))return!1;": "return!1;",
        # Names of emoji between colons.
        r"return/:(?!material\/|streamlit:)[\w+-][\w_+-]*:/.test(e)": "return!1",
        # Its mark, and arrows and other signs made of two.
        "qm=[Ru,Gs,zm(),Wm(),Gm()]": "qm=[Ru,Gs,zm()]",
        # Icons: as we write them, and not as they are written a moment later.
        "`:material_`)": f"`:{ICON}material_`)",
        r"[[/:material_(\w+):/g,n]]": rf"[[/:{ICON}material_(\w+):/g,n]]",
    },
}
