"""Language that lessons do without; each rule with what passes beside it."""

import pytest

from bot.lessonbank.lint_language import SENTENCE_WORDS, lint
from bot.lessonbank.pronouns import COMPOUNDS, PRONOUNS, ROLES, bare_pronoun
from bot.lessonbank.walk import Passage, Sort
from bot.lessonbank.words import PLAIN_WORDS, UNKIND_WORDS
from bot.tutor.phrases import MACHINE_SELF
from tests.unit.lessonbank.written import Written

SENTENCE = " ".join(["chữ"] * SENTENCE_WORDS)


def told(text: str, sort: Sort = Sort.SAID) -> list[tuple[str, int]]:
    """What is said against a text, each with its line from 0."""
    found: list[tuple[str, int]] = []
    lint([Passage(("text",), text, sort)], lambda _, message, line: found.append((message, line)))
    return found


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Bạn mở ứng dụng.", "Bạn"),
        ("Xong rồi bác bấm nút.", "bác"),
        ("Rồi kể cho cháu nghe.", "cháu"),
        ("Hỏi mình nhé.", "mình"),
        ("Tôi là máy.", "Tôi"),
        ("Các bạn đã học xong.", "bạn"),
        ("Chúc **bạn** vui.", "bạn"),
        ("Thưa ông, đến giờ rồi.", "ông"),
        ("Hãy hỏi bà. Rồi ghi lại.", "bà"),
        ("- Một việc\n- Việc của anh", "anh"),
        ("Nhờ em. Hoa mở máy.", "em"),
    ],
)
def test_a_bare_word_of_address_is_found(text: str, word: str) -> None:
    found = bare_pronoun(text)
    assert found is not None
    assert found[0] == word
    assert text[found.start() : found.end()] == word


@pytest.mark.parametrize(
    "text",
    [
        "Chị Hoa hỏi máy.",
        "Hôm ấy bác Lan và ông Tư ra đồi chè.",
        "Một anh ở xã bên hỏi máy.",
        "Hai cô bán hàng, các bác trong xóm đều biết.",
        "Anh ấy mở luật ra tìm.",
        "Bà con chú ý, bạn bè và anh em cùng học.",
        "Bác sĩ, cô giáo, chú công an, em bé.",
        "Một mình cũng học được. Xã mình có lớp.",
        "Câu hỏi đầu tiên của tôi",
        "Nước Anh nói tiếng Anh.",
        "Chúc mừng! Cánh đồng, con bạc, bánh ít.",
        "Bài của Bạn Học AI.",
    ],
)
def test_people_in_a_story_and_compounds_pass(text: str) -> None:
    assert bare_pronoun(text) is None


@pytest.mark.parametrize("word", sorted({*MACHINE_SELF.values(), *(form.value for form in MACHINE_SELF)}))
def test_every_word_that_a_placeholder_may_become_is_known(word: str) -> None:
    assert bare_pronoun(f"Để {word} xem đã.") is not None


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_every_compound_passes_in_small_and_capital_letters(compound: str) -> None:
    assert bare_pronoun(f"Hôm nay {compound} vui.") is None
    assert bare_pronoun(f"{compound.capitalize()} vui.") is None


@pytest.mark.parametrize("compound", COMPOUNDS)
def test_no_compound_is_superfluous(compound: str) -> None:
    assert not PRONOUNS.isdisjoint(compound.split())


@pytest.mark.parametrize("role", ROLES)
def test_a_role_behind_a_word_of_address_tells_of_a_person(role: str) -> None:
    assert bare_pronoun(f"Hôm ấy anh {role} hỏi máy.") is None
    assert bare_pronoun(f"Hôm ấy anh {role}x hỏi máy.") is not None


@pytest.mark.parametrize(
    "text",
    [
        "Bác Hoà hỏi con gái cách gửi ảnh.",
        "Anh Tâm làm ở bộ phận một cửa.",
        "Chị Mai bán rau ngoài chợ phiên.",
        "Bà con trong bản họp ở nhà văn hoá.",
        "Ghi chú lại số điện thoại cần gọi.",
        "Cô giáo Lan nhờ máy soạn đề.",
        "Ông bà kể chuyện cho cháu nội nghe.",
        "Hai vợ chồng anh Dũng trồng chè.",
        "Một bác nông dân hỏi cách trị sâu.",
        "Một chị bán hàng nhờ máy viết lời rao.",
        "Mấy chị trong hội phụ nữ cùng học.",
        "Thảo nhờ em trai cài ứng dụng.",
        "Ông chủ tịch xã ký văn bản.",
        "Bác trưởng thôn đọc loa.",
        "Ông cụ nhà bên chưa quen máy.",
        "Anh công an xã nhắc mọi người cảnh giác.",
        "Học sinh hỏi bạn cùng lớp.",
        "Em học sinh lớp 6 nhờ máy giảng bài.",
        "Các anh chị em trong tổ đi từng nhà.",
        "Kẻ gian nói: “Bác chuyển tiền ngay nhé”.",
        "> Bạn hãy chuyển tiền cho tôi.",
        "{Bạn} hỏi chị Mai xem sao.",
        "Mỗi người tự giữ mật khẩu của mình.",
        "Ông Ba và bà Tư cùng hỏi máy.",
        "Bác sĩ mới là người kê đơn.",
        "Chị H. gửi đơn lúc 10:30.",
    ],
)
def test_a_sentence_of_a_lesson_passes(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bạn thử lại nhé.",
        "Mình kể cho {bạn} nghe.",
        "*Bạn* mở máy lên.",
        "Bây giờ bác gõ câu nhờ AI.",
        "Cháu chào bác ạ.",
        "Em gửi {bạn} tấm thẻ này.",
        "Khi bác bán hàng trên mạng, nhớ giữ kín mật khẩu.",
        "Cô chú mở ứng dụng giúp.",
        "Anh chị thử viết một câu.",
        "Chúng mình cùng học.",
        "Các bạn hãy mở điện thoại.",
        "Nếu bạn chưa rõ, cứ hỏi tiếp.",
        "Câu của bạn đã rõ.",
        "Mời bác, cô, chú vào học.",
        "Bạn AI trả lời nhanh.",
        "Máy hỏi: “Xong chưa?” Bác đáp lại.",
    ],
)
def test_a_sentence_that_addresses_the_learner_is_told(text: str) -> None:
    ((message, _),) = told(text)
    assert message.startswith("bare pronoun")


@pytest.mark.parametrize(
    "text",
    [
        "Máy đáp: “Bạn mở prompt ra!!”",
        'Máy đáp: "bạn mở prompt ra"',
        "Máy đáp: «bạn mở prompt ra»",
        "Gõ `bạn mở link`.",
        "Xem hai câu:\n\n> Bạn viết prompt đi!!\n\n> Tôi viết.",
        "Xem [cổng](https://app.example.vn/bạn/link).",
        "Theo {fact:app-phan-anh}.",
        "{Bạn} mở ứng dụng, {mình} chờ {bạn}.",
        "Ứng dụng Zalo. Xem https://app.example.vn nhé.",
    ],
)
def test_quotations_addresses_and_placeholders_pass(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(("hard", "plain"), PLAIN_WORDS.items())
def test_a_hard_word_is_told_with_the_plain_one(hard: str, plain: str) -> None:
    assert (f"'{hard}' is a hard word; say '{plain}'", 1) in told(f"Hôm nay\nviết {hard} thôi.")
    assert told(f"Hôm nay viết x{hard}x thôi.") == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{SENTENCE}. {SENTENCE}! {SENTENCE}? {SENTENCE}… {SENTENCE}", []),
        (f"{SENTENCE} – {{bạn}}.", [0]),
        (f"Ngắn.\n\n{SENTENCE} thêm.", [2]),
        (f"- {SENTENCE}\n- {SENTENCE}\n- {SENTENCE} thêm", [2]),
        (f"1. {SENTENCE}\n2. {SENTENCE}", []),
        (f"{SENTENCE}\nthêm một dòng", [0]),
        (f"Nói: “{SENTENCE}.” {SENTENCE}.", [0]),
        (f"“{SENTENCE}.” {SENTENCE}.", []),
        (f"> {SENTENCE} thêm", [0]),
    ],
)
def test_a_long_sentence_is_told(text: str, lines: list[int]) -> None:
    assert [line for message, line in told(text) if message.startswith("a sentence of")] == lines


@pytest.mark.parametrize(("text", "is_told"), [("Hay quá!", False), ("Hay!! quá", True), ("Hay! Quá!", False)])
def test_one_exclamation_mark_is_enough(text: str, is_told: bool) -> None:
    assert bool(told(text)) is is_told


def test_where_placeholders_are_not_filled_the_advice_is_another() -> None:
    ((said, _),) = told("Bài của bạn")
    ((shown, _),) = told("Bài của bạn", Sort.SHOWN)
    assert said.endswith("write {bạn} for the learner, {mình} for the machine, or name the person")
    assert shown.endswith("placeholders are not filled here: say it without a pronoun")


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("{vi: Bài một}", "{vi: Bài của bạn}", "bai-mot.yaml:3:10: titles.vi"),
        ("objective: Biết", "objective: Bạn biết", "bai-mot.yaml:7:1: objective"),
        ("title: Thẻ", "title: Thẻ của bạn,", "bai-mot.yaml:82:3: steps[8].title"),
        ("text: Nghe", "text: Bạn nghe", "bai-mot.yaml:83:3: steps[8].text"),
        ("{Bạn} xem", "Bạn xem", "bai-mot.yaml:16:1: steps[0].text"),
        ("hints: [Hỏi trước.]", "hints: [Bạn hỏi trước.]", "bai-mot.yaml:66:11: steps[5].hints[0]"),
        ("feedback: Khoan đã.", "feedback: Bạn khoan đã.", "bai-mot.yaml:52:5: steps[4].near[0].feedback"),
        ("instruction: Nhờ", "instruction: Bạn nhờ", "bai-mot.yaml:71:3: steps[6].instruction"),
        ("evidence_question: Vừa", "evidence_question: Bạn vừa", "bai-mot.yaml:79:3: steps[7].evidence_question"),
    ],
)
def test_every_text_of_a_lesson_is_looked_at_and_none_keeps_the_bank_closed(
    bank: Written, before: str, after: str, place: str
) -> None:
    bank.spoil(before, after)
    (fault,) = bank.load().faults
    assert str(fault).startswith(f"{bank.folder}/chang-mot/{place}: bare pronoun")
    assert not fault.is_fatal


def test_the_words_of_a_track_are_looked_at(bank: Written) -> None:
    bank.write("chang-mot/track.yaml", "id: chang-mot\ntitles: {vi: A}\nintro: Mời bạn.\nlessons: [bai-mot]\n")
    (fault,) = bank.faults()
    assert fault.startswith("chang-mot/track.yaml:3:1: intro: bare pronoun 'bạn'")


@pytest.mark.parametrize(
    ("before", "after"),
    [("label: Luôn đúng", "label: Bạn ơi"), ("giải thích cách giữ", "giải thích cho bạn tôi cách giữ")],
)
def test_labels_and_samples_are_the_learners_own_words(bank: Written, before: str, after: str) -> None:
    bank.spoil(before, after)
    assert bank.faults() == []


@pytest.mark.parametrize("unkind", UNKIND_WORDS)
def test_unkind_words_are_not_said(unkind: str) -> None:
    ((message, _),) = told(f"Câu này {unkind}.")
    assert message.startswith(f"'{unkind}' is unkind: ")
    assert told(f"Kẻ gian nói: “{unkind}”.") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{bạn} mở máy.", "a sentence begins with {Bạn}"),
        ("Xong rồi. {mình} chờ.", "a sentence begins with {Mình}"),
        ("- Mở máy\n- {bạn} gõ", "a sentence begins with {Bạn}"),
        ("Rồi {Bạn} gõ.", "within a sentence write {bạn}"),
        ("Xong, {Bạn} gõ.", "within a sentence write {bạn}"),
        ("Hỏi {bạn} bè.", "'{bạn} bè' reads oddly for whoever is addressed otherwise"),
        ("Gặp {bạn} ấy.", "'{bạn} ấy' reads oddly for whoever is addressed otherwise"),
    ],
)
def test_placeholders_read_well_whatever_stands_in_their_place(text: str, message: str) -> None:
    assert told(text) == [(message, text.count("\n"))]


@pytest.mark.parametrize(
    "text", ["{Bạn} mở máy. {Mình} chờ {bạn}.", "“{bạn}”", "**{Bạn} nhớ:** gõ.", "Ngày 1. Rồi {bạn} nghỉ: {bạn} về."]
)
def test_placeholders_that_stand_well(text: str) -> None:
    assert told(text) == []
