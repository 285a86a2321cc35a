// Lists our records in local storage and saves them as one file. Needs nothing else of the program.
"use strict";
(function () {
  const prefix = "common-ground/";
  const show = function (id) { return document.getElementById(id); };
  const records = {};
  const aside = [];
  try {
    Object.keys(localStorage).filter(function (key) { return key.startsWith(prefix); }).sort().forEach(function (key) {
      const name = key.slice(prefix.length);
      if (name.startsWith("aside/")) aside.push({ key: name, text: localStorage.getItem(key) });
      else records[name] = localStorage.getItem(key);
    });
  } catch (blocked) {
    show("said").textContent = "This browser doesn’t let the page read what is kept: " + blocked.message;
  }
  const names = Object.keys(records).concat(aside.map(function (one) { return one.key; }));
  show("none").hidden = names.length > 0;
  show("save").hidden = names.length === 0;
  names.forEach(function (name) {
    const line = document.createElement("li");
    line.textContent = name;
    show("list").append(line);
  });
  show("save").addEventListener("click", function () {
    const made = new Date().toISOString();
    const file = { format: "common-ground", version: 3, made: made, app: "rescue", scope: "rescue", records: records, aside: aside };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
    link.download = "common-ground-rescue-" + made.slice(0, 10) + ".json";
    link.click();
    show("said").textContent = "Handed to your browser as a file.";
  });
})();
