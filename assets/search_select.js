// The indicator select also finds synonyms (FoU, R&D, forskning …), which stand in the page.
(function () {
  "use strict";
  window.dashMantineFunctions = window.dashMantineFunctions || {};
  window.dashMantineFunctions.withSynonyms = function (arguments_) {
    const words = arguments_.search.toLowerCase().trim().split(/\s+/).filter(Boolean);
    const holder = document.getElementById("synonyms");
    const synonyms = holder ? JSON.parse(holder.dataset.synonyms) : {};
    function fits(item) {
      const text = item.label.toLowerCase() + " " + (synonyms[item.value] || "");
      return words.every(function (word) { return text.includes(word); });
    }
    return arguments_.options.map(function (option) {
      return option.group ? Object.assign({}, option, { items: option.items.filter(fits) }) : option;
    }).filter(function (option) { return option.group ? option.items.length : fits(option); });
  };
})();
