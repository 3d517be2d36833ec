// A switch beside each password that is chosen: what is typed can be looked at before it is sent.
// It reads and sends nothing; without script the page works as well.
for (const input of document.querySelectorAll('input[type="password"]')) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-password";
  const say = () => {
    const isHidden = input.type === "password";
    button.textContent = isHidden ? "Laat zien wat ik typ" : "Verberg wat ik typ";
    button.setAttribute("aria-pressed", String(!isHidden));
  };
  button.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    say();
  });
  // Sent as a password again, so that a browser keeps it as one.
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  say();
  input.after(button);
}
