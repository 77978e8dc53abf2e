// <input type="file" data-most="bytes" data-most-words="…">: a file that is too big is told of before it is sent.
for (const input of document.querySelectorAll("input[type=file][data-most]")) {
  input.addEventListener("change", () => {
    const isTooBig = [...input.files].some((file) => file.size > Number(input.dataset.most));
    input.setCustomValidity(isTooBig ? input.dataset.mostWords : "");
    if (isTooBig) input.reportValidity();
  });
  input.form?.addEventListener("submit", (event) => {
    if (!input.reportValidity()) event.preventDefault();
  });
}
