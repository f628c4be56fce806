"""Names for the demo, with the letters and shapes that real lists of names have.

Given and family names are put together by chance within one group, and most family names of the
largest group are made up, so that no person is meant.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class NamePool:
    """Names that go together. `weight` says how often the group is drawn, as a share of all."""

    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]


def _listed(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


ENGLISH = NamePool(
    weight=48,
    given=_listed(
        """Aldith, Averil, Barnaby, Bettine, Clemence, Corwin, Damaris, Delphie, Edmer, Emmot,
        Fenella, Ferdie, Gideon, Hesper, Hilarie, Isolde, Jocelin, Junia, Kester, Laurel, Leofric,
        Lettice, Marigold, Merrily, Nerissa, Ninian, Orrin, Ottoline, Perran, Petronel, Philippa,
        Quentin, Rafe, Rosamel, Sabin, Sorrel, Tamsin, Tobit, Una, Verity, Wilfrid, Winsome,
        Zillah"""
    ),
    family=_listed(
        """Ashenwick, Barrowfold, Brackenthwaite-Low, Candlemere, Cobblestow, Dapplegate,
        Elderstoke, Fallowbrick, Fernihurstle, Gillyard-Penn, Goosemoor, Hartlewhin, Hazelbeckle,
        Inglestrake, Jackdawson, Kettlewhite, Larkinshawe, Lovagewell, Marlstone-Abbey,
        Merrowdale, Netherpoole, Oatcroftly, Pebblewick, Plumptree-Hale, Quillsworth, Ravelstokes,
        Rushwhistle, Saltersgill, Starlingham, Tansyfielde, Thornaby-Wray, Umberslow, Vellacombe,
        Wagtailow, Wetherspring, Wickendale, Wolderhyme, Yarrowby, Yewbarrow, Zealworthy"""
    ),
)
APOSTROPHES = NamePool(
    weight=10,
    given=_listed(
        """Aoibhinn, Bláithín, Caoilinn, Dáithí, Éabha, Fiadh, Iarlaith, Muireann, Odhrán,
        Sadhbh, Béibhinn, Lórcan"""
    ),
    family=_listed(
        """O'Dunlarrie, O'Feranty, O’Kilbrackle, O'Marragh, O’Sheevan-Lee, O'Tullivane, D'Averelle,
        D'Orsinghame, D’Umberton"""
    ),
)
WELSH = NamePool(
    weight=14,
    given=_listed(
        """Angharad, Buddug, Cynwrig, Dyddgu, Eiluned, Ffraid, Gwenllïan, Heledd, Llŷr, Mabli,
        Nia-Wŷn, Siân, Tegid, Tŵm, Ynyr"""
    ),
    family=_listed(
        """Ŵernfryn, Tŷ-Gwydd, Llwynbedw, Eirlys-Wyn, Cadwgawn, Llanfedwen, Môn-Prydderch,
        Nantyrŵyn, Rhiwlasgoed, Pentrefoelas-Rhys, Glynllŷn, Cwmhyfryd, Brynsiencynog, Aberŵydd"""
    ),
)
GAELIC_WOMEN = NamePool(
    weight=5,
    given=_listed("Mòrag, Oighrig, Beathag, Sìleas, Raghnaid, Fionnghal, Caoilfhionn, Dòmhnag"),
    family=_listed(
        """NicIllFhiolan, NicDhùnlaing, NicRàthaich, Nic a' Chladaich, NicUisgeart, Ní Mhuirlín,
        Ní Fhloinnéir"""
    ),
)
GAELIC_MEN = NamePool(
    weight=4,
    given=_listed("Ruairidh, Teàrlach, Eòghann, Lachlann, Tormod, Coinneach, Ailean"),
    family=_listed(
        """MacGilleÈasbuig, MacCoinnlear, MacPhàrsaid, Mac an t-Sruthain, MacUisgeart,
        Ó Floinnéir, Mac Giolla Ghuail"""
    ),
)
SOUTH_ASIAN = NamePool(
    weight=13,
    given=_listed(
        """Anandhi, Bhavneet, Charulata, Devangana, Faridun, Gurveer, Hemalatha, Inayatullah,
        Jhanvika, Kavinder, Lajwanti, Mehrunissa, Nirupoma, Parineet, Rukhsaar, Thamilini"""
    ),
    family=_listed(
        """Achrekarwal, Balasinghesan, Chowdharee, Dharmaratnam, Gurmukhani, Hathiramji,
        Jamshedpurwala, Karunathilagar, Mirzaqadri, Nandakishoran, Qadirbhoy, Rasalingampillai,
        Selvarajanathan, Tarsemkalsi, Venkatadriswamy"""
    ),
)
POLISH = NamePool(
    weight=6,
    given=_listed("Bożydara, Grzymisław, Jaśmina, Kąstor, Łucjana, Mścibor, Świętosława, Żywia"),
    family=_listed(
        """Brzęczykiewicz, Chrząszczeń, Dźwigałło, Gżegżółkowicz, Łąkotka, Miętówka-Żuk,
        Ścieżybór, Źródlak"""
    ),
)
POOLS = (ENGLISH, APOSTROPHES, WELSH, GAELIC_WOMEN, GAELIC_MEN, SOUTH_ASIAN, POLISH)

# Names that stand alone, and one of 60 letters; each is given once, early among the people.
ONE_WORD = ("Thamizhselvi", "Ŵyna", "Sukarnadi", "Tegeirian")
LONGEST = "Wilhelmina Oluwafunmi Featherstonehaugh-Ŵernfrynllwyd Brzęczykow"

JOB_ROLES = (
    "Library Assistant",
    "Senior Library Assistant",
    "Community Librarian",
    "Children's Librarian",
    "Early Years Librarian",
    "Digital Librarian",
    "Digital Officer",
    "E-services Librarian",
    "Systems Librarian",
    "Reader Development Librarian",
    "Outreach Librarian",
    "Mobile and Home Library Officer",
    "Local Studies Librarian",
    "Business and IP Librarian",
    "Health Information Librarian",
    "Branch Manager",
    "Area Manager",
    "Stock Librarian",
    "Volunteer Coordinator",
    "Events and Marketing Officer",
    "Customer Service Adviser",
    "Service Development Manager",
    "Head of Libraries",
)
