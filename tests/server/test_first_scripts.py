"""Scripts that import each other become one file, and say the same as before."""

import pytest

from server.streamlit_inside import installed
from server.streamlit_inside.dutch import DutchStreamlit
from server.streamlit_inside.first_scripts import FILE, FirstScripts, OtherShape

SCRIPTS = {
    "index.js": (
        'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["./Html.a.js","./Far.js"])))'
        "=>i.map(i=>d[i]);\n"
        'import{a as e,b}from"./one.js";import"./two.js";import t from"./two.js";'
        "var n=()=>r(()=>import(`./Html.a.js`),__vite__mapDeps([0])),f=()=>import(`./Far.js`);"
        "export{n as x,e as default};"
    ),
    "one.js": 'import*as w from"./two.js";var e=1,r,b=w(()=>{r=2});export{e as a,b,r as late};',
    "two.js": "function d(e){return e}export{d as default};",
    "Html.a.js": 'import{a as o}from"./one.js";import{x}from"./index.js";export{o as default};',
    "Far.js": (
        'import{a as e}from"./one.js";import{far as q}from"./Farther.js";import"./two.js";'
        "let h=()=>import(`./Html.a.js`);export{e as a,h,q};"
    ),
    "Farther.js": "export{far};",
}


def bundle(**changed: str) -> FirstScripts:
    scripts = {**SCRIPTS, **{f"{name}.js": text for name, text in changed.items()}}
    return FirstScripts(scripts.__getitem__, scripts, "index.js")


def test_each_script_stands_after_those_that_it_imports() -> None:
    assert bundle().members == {"index.js", "one.js", "two.js", "Html.a.js"}
    lines = bundle().text.splitlines()
    assert [line.partition("=")[0] for line in lines[:4] if line.startswith("const _")] == [
        "const _module_0_",
        "const _module_1_",
        "const _module_2_",
    ]
    assert lines[0] == ("const _module_0_=(()=>{function d(e){return e};return{default:d}})();")
    assert lines[-1] == (
        "export{_module_0_ as m0,_module_1_ as m1,_module_2_ as m2,_module_3_ as m3};"
    )


def test_what_a_script_imports_it_takes_out_of_the_other_one() -> None:
    text = bundle().text
    assert "const{a:e,b}=_module_1_;const{default:t}=_module_0_;var n=" in text
    assert "const w=_module_0_;" in text
    assert "return{x:n,default:e}})();" in text


def test_what_begins_when_it_is_first_used_has_begun_before_it_is_exported() -> None:
    """A script that exports what is still empty would hand out nothing for good."""
    begun_later = 'import{n as e}from"./two.js";var r,b=e((()=>{r=2}));export{b,r as late,b as a};'
    assert "b=e((()=>{r=2}));b();return{b,late:r,a:b}})();" in bundle(one=begun_later).text


def test_what_is_loaded_later_comes_from_the_file_when_it_is_in_there() -> None:
    text = bundle().text
    assert f"import(`./{FILE}`).then(e=>e.m3)" in text
    assert f'["./{FILE}","./Far.js"]' in text
    assert "import(`./Far.js`)" in text
    assert bundle().rewritten(SCRIPTS["Far.js"]) == (
        f'import{{m0 as _module_0_,m1 as _module_1_}}from"./{FILE}";'
        'import{far as q}from"./Farther.js";const{a:e}=_module_1_;'
        f"let h=()=>import(`./{FILE}`).then(e=>e.m3);export{{e as a,h,q}};"
    )
    assert bundle().rewritten(SCRIPTS["Farther.js"]) == ";export{far};"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("two", 'import"./one.js";'),
        ("two", 'var w=new URL("./one.js",import.meta.url);'),
        ("one", 'export{d as e}from"./two.js";'),
    ],
    ids=["in a circle", "named otherwise", "passed on"],
)
def test_scripts_of_another_shape_stay_files_of_their_own(name: str, text: str) -> None:
    with pytest.raises(OtherShape):
        _ = bundle(**{name: text}).text


def test_every_script_of_the_pinned_streamlit_has_the_shape() -> None:
    streamlit = DutchStreamlit(installed.folder())
    first = streamlit.first_scripts
    assert first is not None
    assert len(first.members) > 60
    names = [path.name for path in (installed.folder() / "static" / "js").glob("*.js")]
    served = {name: streamlit.file(f"{streamlit.script_folder}{name}") for name in [*names, FILE]}
    assert all(served.values())
    assert "modulepreload" not in streamlit.index
    # What a browser has of another version stays with that version.
    assert streamlit.script_folder not in ("/static/js/", "/static/")
    assert streamlit.file(f"{streamlit.script_folder}no.js") is None
