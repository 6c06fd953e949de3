"""What names, ages and illnesses of persons look like in Ukrainian, Russian and English, as data."""

from dashboard.model.personal.patterns import Pattern

_UP, _LOW = "A-ZА-ЯІЇЄҐЁ", "a-zа-яіїєґё'’ʼ"
_NAME = f"[{_UP}][{_LOW}-]+"

# Adjectives with the same endings as a patronymic: "Головна лікарня", "Верховна Рада".
_PATRONYMIC = (
    r"(?!Верховн|Головн|Основн|Духовн|Церковн|Нерівн|Ґрунтовн|Бавовн)"
    rf"(?:[{_UP}][{_LOW}]+(?:(?:[оеє]вич)(?:а|у|ем)?|[іїє]вн(?:а|и|і|у|ою)|[ое]вн(?:а|ы|е|у|ой)"
    r"|[oeiy]{1,2}v[yi]ch|(?:y?i|o|e)vna)|[А-ЯІЇЄҐЁ'’ʼ]{2,}(?:[ОЕЄ]ВИЧ|[ІЇЄОЕ]ВНА))(?!\w)"
)
_PATRONYMIC_END = "(?:вич|вн[аиіуоые]|v[yi]ch|vna|ВИЧ|ВНА)"
_SURNAME = (
    rf"[{_UP}][{_LOW}-]*(?:енко|ченко|ко|[юу]к|[сц]ький|[сц]ька|[сц]кий|[сц]кая|[оеє]ва?|[иі]на?|[ая]к|ик|ець|ий|ян"
    r"|enko|ko|[iy]?uk|skyi|skyy|sky|ska|ova?|[iy]?eva?|yn|ak|yk|ets)"
)
_FIRST_NAME = (
    "(?:Олександра?|Сергій|Володимир|Микола|Андрій|Іван|Василь|Віктор|Юрій|Михайло|Анатолій|Олексій|Дмитро|Петро|Олег"
    "|Ігор|Євген|Максим|Артем|Денис|Богдан|Тарас|Павло|Григорій|Степан|Галина|Людмила|Тетяна|Натал(?:і|ь)?я|Ольга|Олена"
    "|Ірина|Валентина|Оксана|Лідія|Катерина|Юлія|Ганна|Анна|Марія|Раїса|Тамара|Ніна|Зінаїда|Лариса|Алла|Інна"
    "|Александра?|Сергей|Владимир|Николай|Андрей|Иван|Василий|Виктор|Юрий|Михаил|Алексей|Дмитрий|П[её]тр|Игорь|Евгений"
    "|Татьяна|Елена|Ирина|Лидия|Екатерина|Юлия|Мария|Раиса|Нина|Oleksandra?|Serhi[iy]|Volodymyr|Mykola|Andri[iy]|Ivan"
    "|Vasyl|Viktor|Yuri[iy]|Mykhailo|Oleksi[iy]|Dmytro|Petro|Oleh|Ihor|Yevhen|Olha|Olena|Iryna|Tetiana|Natali+a|Halyna"
    "|Liudmyla|Kateryna|Oksana|Mari+a|Hanna|Anna|Tamara|Nina)"
)
_BEFORE_A_NAME = (
    "(?:[Бб]аб(?:а|уся|ушка)|[Дд]ід(?:усь)?|[Дд]едушка|[Тт]ітка|[Тт]ьотя|[Тт][её]тя|[Дд]ядько|[Дд]ядя|[Мм]ама|[Бб]атько"
    "|син|сын|[Дд]онька|[Дд]очка|[Дд]очь|дружина|сусід(?:ка)?|[Пп]ацієнт(?:ка)?|[Пп]ациент(?:ка)?|[Хх]вор(?:ий|а)"
    r"|[Бб]ольн(?:ой|ая)|[Пп]ан[іа]?|[Гг]р\.|[Гг]ромадян(?:ин|ка)|[Гг]ражданин|[Іі]нвалід|[Вв]дова|[Вв]одій|[Вв]одитель"
    "|родина|сім['’ʼ]я|семья|на ім['’ʼ]я|по имени|M(?:rs|r|s)\\.?|[Gg]rand(?:ma|mother|father)|[Gg]ranny|[Pp]atient"
    "|[Ww]idow|citizen|[Dd]river|(?:man|woman|person|girl|boy|child) named)"
)
_ROLE = "(?:волонтер(?:ка)?|volunteer|координатор(?:ка)?|coordinator|контакт|contact|староста|водій|водитель|driver)"
_NOT_A_NAME = (
    "(?!Transport|Evacuat|Transfer|Care|Support|Service|Relief|Team|Group|Cent|Register"
    "|Екіпаж|Бригада|Команда|Група)"
)
_YOUNG = "(?:дитина|дівчинка|хлопчик|немовля|реб[её]нок|девочка|мальчик|child|girl|boy|baby)"
_HEALTH = (
    "(?:лежач(?:ий|а)|лежачая|(?:онко)?хвор(?:ий|а)|больн(?:ой|ая)|діабети(?:к|чка)|диабетик|інвалід|инвалид"
    "|паралізован(?:ий|а)|вагітна|беременная|сліп(?:ий|а)|слепой|слепая|bedridden|paraly[sz]ed|diabetic|blind|pregnant)"
)

PERSON_PATTERNS = (
    Pattern(
        "a person's name",
        rf"\p{{Lu}}\S*\s+\p{{Lu}}\S*{_PATRONYMIC_END}|{_PATRONYMIC_END}\S{{0,2}}\s+\p{{Lu}}",
        rf"(?<!\w){_NAME}\s+{_PATRONYMIC}|(?<!\w){_PATRONYMIC}\s+{_NAME}|[А-ЯІЇЄҐЁ]{{3,}}\s+{_PATRONYMIC}",
    ),
    Pattern(
        "a person's name",
        rf"{_FIRST_NAME}(?:\PL|$)",
        rf"(?<![\w-]){_FIRST_NAME}\s+{_SURNAME}(?!\w)|(?<![\w-]){_SURNAME},?\s+{_FIRST_NAME}(?!\w)",
    ),
    # A first name alone, or with one letter of the surname: a driver where a team is due.
    Pattern(
        "a person's name",
        rf"^\s*{_FIRST_NAME}(?:\s+\p{{Lu}}\.?)?\s*$",
        rf"^\s*{_FIRST_NAME}(?:\s+[{_UP}]\.?)?\s*$",
    ),
    Pattern(
        "a person's name",
        rf"[{_UP}]{{4}}",
        rf"(?<![\w-])(?:(?i:{_FIRST_NAME})\s+[{_UP}'’ʼ-]{{4,}}|[{_UP}'’ʼ-]{{4,}},?\s+(?i:{_FIRST_NAME}))(?!\w)",
    ),
    Pattern(
        "a person's name",
        rf"(?i:{_ROLE})",
        rf"(?i:{_ROLE})\W{{1,3}}{_FIRST_NAME}(?!\w)|(?<!\w){_FIRST_NAME}\W{{1,3}}(?i:{_ROLE})(?!\w)",
    ),
    Pattern(
        "a person's name",
        rf"[{_UP}]\.\s?[{_UP}]",
        rf"(?<!\w){_NAME}\s+[{_UP}]\.\s?[{_UP}]\.|(?<![\w.])(?!U\.\s?[SNK]\.|E\.\s?U\.)[{_UP}]\.\s?[{_UP}]\.\s?{_NAME}",
    ),
    Pattern("a person's name", rf"{_SURNAME}\s+[{_UP}]\.", rf"(?<!\w){_SURNAME}\s+[{_UP}]\.(?!\w)"),
    Pattern(
        "a person's name", rf"{_BEFORE_A_NAME}\s+[{_UP}]", rf"(?<!\w){_BEFORE_A_NAME}\s+{_NOT_A_NAME}{_NAME}"
    ),
    Pattern(
        "a day of birth",
        r"(?i:born|dob|birth|нар|род)",
        r"(?i)\b(?:born|dob|date of birth|народ\w+|нар\.|родил\w+|рожд\w+)\D{0,8}\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d"
        r"|\bborn (?:in )?19\d\d",
    ),
    Pattern(
        "a day of birth",
        r"\d\s?(?i:[рг])",
        r"(?i)(?:19|20)\d\d\s?(?:р\.?\s?н|г\.?\s?р|року народж\w+|года рожд\w+)(?!\w)",
    ),
    Pattern(
        "a person's age",
        r"\d[\s-]?(?:р\.|років|рок[иі]в|лет|(?i:y))",
        r"(?i)(?<![\d./-])(?:[1-9]\d|1[01]\d)\s?(?:р\.(?!\s?н)|років|лет)(?!\w)"
        r"|(?<!\d)\d{1,3}(?:[ -]years?[ -]old|\s?y\.?\s?/?o\.?)(?!\w)",
    ),
    Pattern(
        "a person's age",
        r"(?i:aged|вік|возраст)",
        r"(?i)\b(?:aged|вік(?:ом)?|возраст(?:ом)?)\W{1,2}\d{2,3}(?!\d|\s?[-–+]|\s(?:and|or|to|та|і|и)\b)",
    ),
    Pattern(
        "a person's age",
        f"(?i:{_YOUNG})",
        rf"(?i)(?<!\w){_YOUNG}(?:\s[^\W\d]+)?\W{{0,3}}\d{{1,2}}\s?(?:рок|рік|р\.|год|лет|міс|мес|year|month)",
    ),
    Pattern(
        "a person's age",
        r"(?i:woman|man|lady|жінка|женщина|баб[ау]|дід)",
        r"(?i)(?<!\w)(?:woman|man|lady|жінка|женщина|баб(?:а|уся|ушка)|дід(?:усь)?)\W{1,3}\d{2,3}(?![\d%])",
    ),
    Pattern(
        "a person's health", f"(?i:{_HEALTH})", rf"(?<!\w){_NAME}(?:\s{_NAME})?\s?[,(]\s?{_HEALTH}(?!\w)"
    ),
)
