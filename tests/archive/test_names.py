"""Every way in which a name is spoken, written and misheard is found; recall is counted."""

import pytest

from archive.redaction.names import Place, fold, name_find, name_telling, pieces

FOUND = [
    # case
    ("Pellworth", "then pellworth came"),
    ("Pellworth", "then PELLWORTH came"),
    ("pellworth", "then Pellworth came"),
    # punctuation and possessives
    ("Pellworth", "then Pellworth, came"),
    ("Pellworth", "“Pellworth!” she said"),
    ("Pellworth", "it was Pellworth's car"),
    ("Pellworth", "it was Pellworth’s car"),
    ("Pellworth", "it was Pellworths car"),
    ("Pellworth", "the Pellworths' car"),
    ("James", "it was James' car"),
    ("James", "it was James's car"),
    # accents and other letters
    ("José Núñez", "with Jose Nunez there"),
    ("Jose Nunez", "with José Núñez there"),
    ("Jose Nunez", "with Jose\u0301 Nu\u0301n\u0303ez there"),
    ("Søren", "with Soren there"),
    ("Łukasz", "with Lukasz there"),
    ("Strauß", "with Strauss there"),
    ("Müller", "with Muller there"),
    # width, ligatures, what cannot be seen
    ("Pellworth", "then Ｐｅｌｌｗｏｒｔｈ came"),
    ("Griffith", "then Gri\ufb03th came"),
    ("Pellworth", "then Pell\u00adworth came"),
    ("Pellworth", "then Pell\u200bworth came"),
    # hyphens, line breaks, split words
    ("Pellworth", "then Pell- worth came"),
    ("Pellworth", "then Pell-worth came"),
    ("Pellworth", "then Pell‑worth came"),
    ("Pellworth", "then Pell worth came"),
    ("Anne-Marie", "with Anne Marie there"),
    ("Anne-Marie", "with Annemarie there"),
    ("Anne Marie", "with Anne-Marie there"),
    ("Pellworth", "the Smith-Pellworth family"),
    # names of several words, and their telling parts
    ("Ines Pellworth", "with Ines Pellworth there"),
    ("Ines Pellworth", "with Pellworth, Ines there"),
    ("Ines Pellworth", "only Ines there"),
    ("Ines Pellworth", "Mrs Pellworth there"),
    ("Ines Pellworth", "with I. Pellworth there"),
    ("O'Brien", "with O’Brien there"),
    ("O'Brien", "with OBrien there"),
    ("Mary O'Brien", "with O Brien there"),
    ("van der Berg", "with Vanderberg there"),
    ("Juan de la Cruz", "with Cruz there"),
    # joined tokens
    ("Ines Pellworth", "with InesPellworth there"),
    ("Pellworth", "then SergeantPellworth came"),
    ("Pellworth", "at pellworth@example.org"),
    ("Pellworth", "then ex-Pellworth came"),
    ("Pellworth", "in Pellworth_interview_2.wav"),
    # everyday words, where they are names
    ("Rose Hill", "then Rose came"),
    ("Will Young", "then Will came"),
    # short ones, and those that are a title or a particle elsewhere
    ("Ben Carter", "then Ben said it"),
    ("Don Pellworth", "then Don said it"),
    ("Justice Pellworth", "then Justice said it"),
    ("Mary Ng", "then Officer Ng said it"),
    ("Mary Ng", "it was Ng's car"),
    ("Li Wei", "then Li said it"),
    ("Jo Ann Ruiz", "ask Jo about it"),
    # scripts in which words stand side by side, or carry endings
    ("王小明", "昨天王小明来了"),
    ("王小明", "昨天 王 小明 来了"),
    ("王小明", "昨天来王 小明说"),
    ("山田 太郎", "それから山田太郎さんが来た"),
    ("山田 太郎", "太郎さんが来た"),
    ("김철수", "그날 김철수는 거기 있었다"),
    ("สมชาย", "เมื่อวานสมชายมาที่บ้าน"),
    # scripts that write "and", "to" and "by" onto the name, and one letter in several ways
    ("أحمد", "ثم جاء وأحمد معه"),
    ("أحمد", "ثم جاء احمد معه"),
    ("محمد علي", "قال لمحـمد علي شيئا"),
    ("فاطمة الزهراء", "كانت فاطمه هناك"),
    ("ليلى حسن", "ثم جاءت ليلي"),
    ("یوسف", "قال يوسف"),
    ("יוסף", "הוא אמר ליוסף"),
]
MISHEARD = [
    ("Pellworth", "then Pelworth came"),
    ("Pellworth", "then Bellworth came"),
    ("Pellworth", "then Pellwerth came"),
    ("Pellworth", "then Pellworht came"),
    ("Pellworth", "then Pelwerth came"),
    ("Kowalski", "then Kovalski came"),
    ("Kowalski", "then Kowalsky came"),
    ("สมชายทองดี", "แล้ว สมชาทองดี ก็มา"),
    ("김철수한정호", "그리고 김철수한종호 왔다"),
]
NOT_FOUND = [
    ("Ann", "the annual plan and another"),
    ("Ines", "the lines were long"),
    ("Rose Hill", "they rose from the hill"),
    ("Will Young", "he will be young"),
    ("Sergeant Pellworth", "another sergeant came"),
    ("Pellworth", "worth a pell"),
    ("Pellworth", ""),
    ("Jo Ann Ruiz", "jo is what they say for so"),
    ("Juan de la Cruz", "De la nada salió La Casa"),
    ("Don Pellworth", "what is done is done, but don it"),
    ("李明", "明李来了"),
    ("王小明", "昨天小明天来"),
    ("سلام", "في الإسلام"),
    ("علي", "في العليا"),
]


@pytest.mark.parametrize(("name", "text"), FOUND)
def test_a_name_is_found_however_it_is_written(name, text):
    places = name_find(name, text.split())
    assert places
    assert all(place.exact for place in places)


@pytest.mark.parametrize(("name", "text"), MISHEARD)
def test_a_misheard_name_is_proposed_and_is_no_exact_place(name, text):
    words = text.split()
    assert not name_find(name, words)
    assert [place.exact for place in name_find(name, words, near=True)] == [False]


@pytest.mark.parametrize(("name", "text"), NOT_FOUND)
def test_other_words_are_left_alone(name, text):
    assert not name_find(name, text.split(), near=True)


def test_a_place_inside_running_text_is_the_words_that_the_name_touches():
    assert name_find("王小明", ["昨天", "来王", "小明说", "话"]) == [Place(1, 2, exact=True)]


def test_where_no_capital_is_written_none_is_asked_for():
    text = "and then rose came in and sat down and we all went quiet for she saw"
    said = text.split()
    assert len(said) < 20
    assert not name_find("Rose Hill", said)
    assert name_find("Rose Hill", [*said, *said])


def test_recall_over_seeded_variants_of_fifty_names():
    """Every name in every form, in the middle of ordinary words, found at its own place."""
    first = ["Ines", "Jonas", "Marta", "Pieter", "Thandi", "Rosa", "Emil", "Amira", "Kofi", "Lena"]
    last = ["Pellworth", "Quist", "Okonkwo", "Núñez", "O'Brien"]
    forms = [
        lambda n: n,
        str.upper,
        str.lower,
        lambda n: f"{n}'s",
        lambda n: f"{n}’s",
        lambda n: f"“{n},”",
        lambda n: fold(n),
        lambda n: n.replace(" ", ""),
        lambda n: n.replace(" ", "-"),
        lambda n: n[: len(n) - 3] + "- " + n[-3:],
    ]
    sought = found = 0
    for name in (f"{a} {b}" for a in first for b in last):
        for form in forms:
            before, after = ["we", "saw", "on", "the", "corner"], ["walking", "to", "the", "river"]
            words = [*before, *form(name).split(), *after]
            places = name_find(name, words, near=True)
            covered = {n for p in places for n in range(p.first, p.last + 1)}
            sought += 1
            found += set(range(len(before), len(words) - len(after))) <= covered
            assert not covered & {*range(len(before)), *range(len(words) - len(after), len(words))}
    assert sought == 500
    assert found == sought


def test_places_that_overlap_are_one():
    places = name_find("Ines Pellworth", ["and", "Ines", "Pellworth", "said"])
    assert [(place.first, place.last) for place in places] == [(1, 2)]


def test_what_stands_in_a_published_name_is_not_telling():
    assert name_telling("Ines Pellworth", without=["Ines"]) == "pellworth"
    assert name_telling("Ines Pellworth", without=["Ines Pellworth"]) == ""
    assert pieces(name_telling("Ines Pellworth")) == ["ines", "pellworth"]
