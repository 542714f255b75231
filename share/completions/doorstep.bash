# doorstep.bash -- completion for bash.
#
# Which options a program has, and which of them take a file, its --help says.
# shellcheck shell=bash

_doorstep_files()
{
	local files
	files=$(compgen -f -- "$1")
	[[ -z $files ]] || mapfile -t COMPREPLY <<<"$files"
}

_doorstep()
{
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local help name arg line

	# "--db=x" comes as three words.
	if [[ $word == '=' ]]; then
		word=
	elif [[ $before == '=' ]]; then
		before=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	help=$("$1" --help 2>/dev/null) || return
	COMPREPLY=()
	while IFS= read -r line; do
		[[ $line =~ ^\ +(-.)?,?\ +(--[a-z-]+)=?([A-Z]*) ]] || continue
		name=${BASH_REMATCH[2]} arg=${BASH_REMATCH[3]}
		if [[ $before == "$name" || $before == "${BASH_REMATCH[1]}" ]] &&
		    [[ -n $arg ]]; then
			COMPREPLY=()
			[[ $arg != FILE && $arg != MAP ]] ||
			    _doorstep_files "$word"
			return
		fi
		[[ $word == -* && $name == "$word"* ]] &&
		    COMPREPLY+=("$name${arg:+=}")
	done <<<"$help"
	if [[ $word != -* ]]; then
		_doorstep_files "$word"
	elif [[ ${COMPREPLY[*]} == *= ]]; then
		compopt -o nospace 2>/dev/null
	fi
}

complete -o filenames -F _doorstep cases-import cases-find cases-show cases-check cases-overdue \
	visits-plan visits-list visits-log visits-ical visits-geojson visits-map \
	stats-report runs-list runs-undo
