# doorstep.zsh -- completion for zsh.
#
# Which options a program has, and with which values, it says itself
# (--list-options).  The Makefile puts the line above that names the programs.

# The last of a comma-separated list; + appends to the usual one.
_doorstep_list() {
	compset -P '+'
	compset -P '*,'
	compadd -q -S '' -a - values
}

_doorstep_map() {
	compset -P '+'
	_files
}

_doorstep() {
	local -a specs values
	local letter name arg kind known help action equals

	_call_program options $words[1] --list-options 2>/dev/null |
	while IFS=$'\t' read -r letter name arg kind known help; do
		help=${${help//\[/(}//\]/)}
		help=${help//:/\\:}
		arg=${${${arg#\[=}%\]}//:/.}
		equals='='
		case $kind in
		none) equals='' action='' ;;
		file) action=":$arg:_files" ;;
		word) action=":$arg:($known)" ;;
		list) action=":$arg:{ values=(${known#-}); _doorstep_list }" ;;
		*) action=":$arg: " ;;
		esac
		[[ $arg != MAP ]] || action=":$arg:_doorstep_map"
		specs+=("*$name$equals""[$help]$action")
		[[ $letter = - ]] ||
		    specs+=("*$letter${equals:+"+"}[$help]$action")
	done
	_arguments -s -S $specs '*:FILE:_files'
}

_doorstep "$@"
