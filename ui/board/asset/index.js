// The door to the board. Streamlit serves this file without a lasting cache header, so it is small:
// the program itself comes from an address that carries the hash of what it gives.
export default async function (component) {
  try {
    const { render } = await import(component.data.program);
    return await render(component);
  } catch (problem) {
    console.error(problem);
    component.parentElement.textContent =
      "Het overzicht kon niet worden geladen. Laad de pagina opnieuw.";
  }
}
