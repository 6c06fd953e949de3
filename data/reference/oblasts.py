"""Oblasts as Natural Earth's older edition spells them, with the P-code and English name of COD-AB.

The package's own ids are not used: they are guesses (Odesa and Mykolaiv share one).
"""

OBLASTS = {
    "Crimea": ("UA01", "Autonomous Republic of Crimea"),
    "Vinnytsya": ("UA05", "Vinnytska"),
    "Volyn": ("UA07", "Volynska"),
    "Dnipropetrovs'k": ("UA12", "Dnipropetrovska"),
    "Donets'k": ("UA14", "Donetska"),
    "Zhytomyr": ("UA18", "Zhytomyrska"),
    "Transcarpathia": ("UA21", "Zakarpatska"),
    "Zaporizhzhya": ("UA23", "Zaporizka"),
    "Ivano-Frankivs'k": ("UA26", "Ivano-Frankivska"),
    "Kiev": ("UA32", "Kyivska"),
    "Kirovohrad": ("UA35", "Kirovohradska"),
    "Luhans'k": ("UA44", "Luhanska"),
    "L'viv": ("UA46", "Lvivska"),
    "Mykolayiv": ("UA48", "Mykolaivska"),
    "Odessa": ("UA51", "Odeska"),
    "Poltava": ("UA53", "Poltavska"),
    "Rivne": ("UA56", "Rivnenska"),
    "Sumy": ("UA59", "Sumska"),
    "Ternopil'": ("UA61", "Ternopilska"),
    "Kharkiv": ("UA63", "Kharkivska"),
    "Kherson": ("UA65", "Khersonska"),
    "Khmel'nyts'kyy": ("UA68", "Khmelnytska"),
    "Cherkasy": ("UA71", "Cherkaska"),
    "Chernivtsi": ("UA73", "Chernivetska"),
    "Chernihiv": ("UA74", "Chernihivska"),
    "Kiev City": ("UA80", "Kyiv"),
    "Sevastopol": ("UA85", "Sevastopol"),
}
