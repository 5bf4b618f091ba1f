// Offers to print the card, where the browser can.
"use strict";
(() => {
  const button = document.getElementById("print");
  button.hidden = !window.print;
  button.addEventListener("click", () => window.print());
})();
