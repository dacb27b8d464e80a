"""Large cities that give no zone its name, by the zone they keep the time of."""

from collections.abc import Mapping
from types import MappingProxyType

CITIES: Mapping[str, str] = MappingProxyType(
    {
        "America/New_York": (
            "NYC,Boston,Washington,Washington DC,Philadelphia,Miami,Atlanta,Orlando,Tampa,"
            "Charlotte,Baltimore,Pittsburgh,Cleveland,Columbus,Cincinnati,Buffalo,Jacksonville,"
            "Raleigh,Richmond,Newark,Brooklyn,Georgia,Eastern time,USA"
        ),
        "America/Chicago": (
            "Houston,Dallas,San Antonio,Austin,Fort Worth,Minneapolis,New Orleans,Milwaukee,"
            "Kansas City,Saint Louis,St Louis,Memphis,Nashville,Oklahoma City,Omaha,Texas,"
            "Central time,USA"
        ),
        "America/Denver": "Salt Lake City,Albuquerque,Colorado Springs,Mountain time,USA",
        "America/Los_Angeles": (
            "LA,San Francisco,San Diego,Seattle,Portland,Las Vegas,Sacramento,San Jose,Oakland,"
            "California,Pacific time,USA"
        ),
        "America/Phoenix": "Tucson,Arizona,USA",
        "Pacific/Honolulu": "Hawaii,USA",
        "America/Puerto_Rico": "San Juan",
        "America/Costa_Rica": "San Jose",
        "America/Toronto": "Ottawa,Montreal,Quebec,Hamilton",
        "America/Vancouver": "Victoria",
        "America/Edmonton": "Calgary",
        "Europe/London": (
            "Manchester,Birmingham,Glasgow,Edinburgh,Liverpool,Leeds,Bristol,Sheffield,Cardiff,"
            "Belfast,Newcastle,Nottingham,Oxford,Cambridge,UK,England,Scotland,Wales,"
            "Northern Ireland,Great Britain"
        ),
        "Europe/Dublin": "Cork,Galway,Limerick",
        "Europe/Berlin": (
            "Munich,München,Muenchen,Hamburg,Cologne,Köln,Koeln,Frankfurt,Stuttgart,Düsseldorf,"
            "Duesseldorf,Leipzig,Dresden,Hanover,Hannover,Nuremberg,Nürnberg,Bremen,Dortmund,Essen,"
            "Bonn,Freiburg"
        ),
        "Europe/Vienna": "Graz,Linz,Salzburg,Innsbruck",
        "Europe/Zurich": "Geneva,Genf,Genève,Basel,Bern,Lausanne",
        "Europe/Paris": "Lyon,Marseille,Toulouse,Nice,Nantes,Strasbourg,Bordeaux,Lille",
        "Europe/Madrid": "Barcelona,Valencia,Seville,Sevilla,Bilbao,Malaga,Zaragoza",
        "Europe/Rome": "Milan,Milano,Naples,Napoli,Turin,Torino,Florence,Firenze,Venice,Bologna",
        "Europe/Amsterdam": "Rotterdam,The Hague,Den Haag,Utrecht,Eindhoven,Holland",
        "Europe/Brussels": "Antwerp,Antwerpen,Ghent,Gent",
        "Europe/Lisbon": "Porto",
        "Europe/Warsaw": "Krakow,Kraków,Wroclaw,Wrocław,Gdansk,Gdańsk,Poznan,Poznań,Lodz",
        "Europe/Prague": "Brno",
        "Europe/Stockholm": "Gothenburg,Göteborg,Malmö",
        "Europe/Oslo": "Bergen,Trondheim",
        "Europe/Copenhagen": "Aarhus",
        "Europe/Kyiv": "Kiev,Lviv,Odesa,Odessa,Kharkiv,Dnipro",
        "Europe/Moscow": "Saint Petersburg,St Petersburg,Санкт-Петербург,Москва,Sochi,Kazan",
        "Europe/Istanbul": "Ankara,Izmir,Antalya",
        "Europe/Athens": "Thessaloniki",
        "Asia/Yekaterinburg": "Ekaterinburg",
        "Asia/Jerusalem": "Tel Aviv,Haifa",
        "Asia/Dubai": "Abu Dhabi",
        "Asia/Riyadh": "Jeddah,Mecca",
        "Asia/Karachi": "Lahore,Islamabad",
        "Asia/Kolkata": (
            "Mumbai,Bombay,Delhi,New Delhi,Bangalore,Bengaluru,Chennai,Madras,Hyderabad,Pune,"
            "Ahmedabad,Jaipur"
        ),
        "Asia/Dhaka": "Chittagong",
        "Asia/Shanghai": "Beijing,Peking,Shenzhen,Guangzhou,Chengdu,Wuhan,Tianjin",
        "Asia/Tokyo": "Osaka,Kyoto,Yokohama,Nagoya,Sapporo,Fukuoka",
        "Asia/Seoul": "Busan,Incheon",
        "Asia/Ho_Chi_Minh": "Hanoi",
        "Asia/Jakarta": "Bandung,Surabaya",
        "Asia/Makassar": "Bali,Denpasar",
        "Asia/Manila": "Cebu",
        "Australia/Sydney": "Canberra",
        "Australia/Brisbane": "Gold Coast,Cairns",
        "Pacific/Auckland": "Wellington,Christchurch",
        "America/Sao_Paulo": "Rio,Rio de Janeiro,Brasilia,Belo Horizonte,Curitiba,Porto Alegre",
        "America/Bahia": "Salvador",
        "America/Argentina/Buenos_Aires": "Rosario",
        "America/Bogota": "Medellin,Cali",
        "America/Mexico_City": "Mexico City,Guadalajara,Puebla",
        "America/Guayaquil": "Quito",
        "Africa/Lagos": "Abuja",
        "Africa/Johannesburg": "Cape Town,Pretoria,Durban",
        "Africa/Cairo": "Alexandria",
        "Africa/Casablanca": "Rabat,Marrakesh,Marrakech",
    }
)
