"""Texts that a reader of Markdown would make something else of than they say."""

TEXTS = (
    "www.kwaad.example",
    "http://kwaad.example/p?x=1",
    "https://kwaad.example.",
    "wie@kwaad.example of mailto:wie@kwaad.example",
    "[klik](http://kwaad.example) en [klik]: http://kwaad.example",
    "![plaatje](http://kwaad.example/x.png)",
    "<http://kwaad.example> <img src=http://kwaad.example/y.png onerror=alert(1)> <b>vet</b>",
    "*a* **b** _c_ __d__ ~~e~~ `f` ~g~",
    "$x^2$ en $$y$$ en \\(z\\) kost $5 of $6",
    ":red[rood] :blue-badge[x] :small[klein] :material/home: :material_home: :streamlit: :smile:",
    "a -> b <- c -- d >= e <= f ~= g <-> h",
    "# kop",
    "- een\n- twee\n\n    drie *vier*\n> vijf\n1. zes\n2) zeven",
    "titel\n===\nnog\n---\n| a | b |\n|---|---|\n| c | d |",
    "&amp; &lt;b&gt; &#60; &copy; \\* \\\\ \\n",
    "[^1] en [x]: y {a=b} ::red[x] :::note",
    "'); alert(1); ('\" onclick=x",
    "=SOM(A1) +1 -1 @x",
    "e\u0301 😀 שלום a\u200db",
)
