// The selects of Jämför: what their search finds. Functions are called by name from
// layouts/pages/compare_controls.py.
(function () {
  "use strict";

  // The options that fit, groups kept. Where none does, one that cannot be chosen says so: a list
  // without options is not allowed to be one, and a screen reader would say nothing.
  function only(options, fits, nothing) {
    const found = options.map(function (option) {
      return option.group ? Object.assign({}, option, { items: option.items.filter(fits) }) : option;
    }).filter(function (option) { return option.group ? option.items.length : fits(option); });
    return found.length ? found : [{ value: "\u0000", label: nothing, disabled: true }];
  }

  function wordsOf(search) {
    return search.toLowerCase().trim().split(/\s+/).filter(Boolean);
  }

  window.dashMantineFunctions = Object.assign(window.dashMantineFunctions || {}, {
    // The indicator is found by its synonyms too (FoU, R&D, forskning …), which stand in the page.
    withSynonyms: function (asked, settings) {
      const words = wordsOf(asked.search);
      const holder = document.getElementById("synonyms");
      const synonyms = holder ? JSON.parse(holder.dataset.synonyms) : {};
      return only(asked.options, function (item) {
        const text = item.label.toLowerCase() + " " + (synonyms[item.value] || "");
        return words.every(function (word) { return text.includes(word); });
      }, settings.nothing);
    },
    byLabel: function (asked, settings) {
      const words = wordsOf(asked.search);
      return only(asked.options, function (item) {
        const text = item.label.toLowerCase();
        return words.every(function (word) { return text.includes(word); });
      }, settings.nothing);
    }
  });

  // The fields are told apart from plain text fields, and say whether their list is open.
  function declare() {
    document.querySelectorAll("input[aria-haspopup=listbox]").forEach(function (field) {
      const open = String(field.hasAttribute("aria-controls"));
      if (field.getAttribute("role") !== "combobox") field.setAttribute("role", "combobox");
      if (field.getAttribute("aria-expanded") !== open) field.setAttribute("aria-expanded", open);
    });
  }
  new MutationObserver(declare).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["aria-controls"]
  });

  // What is chosen stands in the field; typing replaces it rather than continuing it.
  document.addEventListener("focusin", function (event) {
    const field = event.target;
    if (field.matches && field.matches("input.mantine-Select-input")) {
      requestAnimationFrame(function () {
        // select() would bring the focus back to a field that has been left since
        if (document.activeElement === field) field.select();
      });
    }
  });
})();
