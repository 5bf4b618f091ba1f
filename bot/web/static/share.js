// Offers the telephone's own way to send the address; without it the address stands there to be copied.
"use strict";
(() => {
  const address = document.getElementById("address");
  const share = document.getElementById("share");
  if (!address) return;
  address.value = location.origin + location.pathname;
  address.addEventListener("focus", () => address.select());
  if (!navigator.share) return;
  share.hidden = false;
  // Whoever closes the telephone's list has changed their mind: that is no fault.
  share.addEventListener("click", () => { navigator.share({ title: document.title, url: address.value }).catch(() => {}); });
})();
